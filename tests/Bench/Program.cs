using Router.Bench;

// router-bench coldstart JIT-FOLDER AOT-FOLDER | roundtrips | load APP-FOLDER | broker BROKER-PROGRAM
return args switch
{
    ["coldstart", var jit, var native] => await ColdStart.RunAsync(jit, native),
    ["roundtrips"] => await RoundTrips.RunAsync(),
    ["load", var app] => await Load.RunAsync(app),
    ["broker", var program] => await BrokerComparison.RunAsync(program),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: coldstart JIT-FOLDER AOT-FOLDER | roundtrips | load APP-FOLDER (infra/bench.sh runs these three) | broker BROKER-PROGRAM");
    return 2;
}
