using Router.Bench;

// router-bench coldstart JIT-FOLDER AOT-FOLDER | roundtrips | load APP-FOLDER
return args switch
{
    ["coldstart", var jit, var native] => await ColdStart.RunAsync(jit, native),
    ["roundtrips"] => await RoundTrips.RunAsync(),
    ["load", var app] => await Load.RunAsync(app),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: coldstart JIT-FOLDER AOT-FOLDER | roundtrips | load APP-FOLDER (infra/bench.sh runs all three)");
    return 2;
}
