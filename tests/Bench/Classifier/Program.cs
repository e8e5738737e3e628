using Router.Bench.Classifier;
using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Training;

// router-bench-classifier latency APP-FOLDER FROZEN | hostile | compare TRAINING FROZEN | changes FROZEN [MODEL] | doubt FROZEN [MODEL] | night | hands TRAINING [HAND…]
return args switch
{
    ["latency", var app, var frozen] => await Latency.RunAsync(app, TrainingFile.Read(frozen)),
    ["hostile"] => Hostility.Run(),
    ["compare", var training, var frozen] => await Comparison.RunAsync(TrainingFile.Read(training), TrainingFile.Read(frozen)),
    ["changes", var frozen] => Robustness.Run(ModelInUse.Shipped, TrainingFile.Read(frozen)),
    ["changes", var frozen, var model] => Robustness.Run(ModelFile.Load(model), TrainingFile.Read(frozen)),
    ["doubt", var frozen] => Doubt.Run(ModelInUse.Shipped, TrainingFile.Read(frozen)),
    ["doubt", var frozen, var model] => Doubt.Run(ModelFile.Load(model), TrainingFile.Read(frozen)),
    ["hands", var training, .. var hands] => LeftOutHands.Run(training, hands),
    ["night"] => Night.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: latency APP-FOLDER FROZEN | hostile | compare TRAINING FROZEN | changes FROZEN [MODEL] | doubt FROZEN [MODEL] | night | hands TRAINING [HAND…] (infra/bench.sh classifier runs all but the last)");
    return 2;
}
