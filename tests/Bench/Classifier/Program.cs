using Router.Bench.Classifier;
using Router.Triage.Training;

// router-bench-classifier latency APP-FOLDER FROZEN | hostile | compare TRAINING FROZEN
return args switch
{
    ["latency", var app, var frozen] => await Latency.RunAsync(app, TrainingFile.Read(frozen)),
    ["hostile"] => Hostility.Run(),
    ["compare", var training, var frozen] => await Comparison.RunAsync(TrainingFile.Read(training), TrainingFile.Read(frozen)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: latency APP-FOLDER FROZEN | hostile | compare TRAINING FROZEN (infra/bench.sh classifier runs all three)");
    return 2;
}
