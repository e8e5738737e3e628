using Router.Bench;

// router-bench coldstart JIT-FOLDER AOT-FOLDER | roundtrips | load APP-FOLDER | broker BROKER-PROGRAM [--fsync]
return args switch
{
    ["coldstart", var jit, var native] => await ColdStart.RunAsync(jit, native),
    ["roundtrips"] => await RoundTrips.RunAsync(),
    ["load", var app] => await Load.RunAsync(app),
    ["broker", var program, .. var options] => await BrokerComparison.RunAsync(program, options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: coldstart JIT-FOLDER AOT-FOLDER | roundtrips | load APP-FOLDER (infra/bench.sh runs these three) | broker BROKER-PROGRAM [--fsync]");
    return 2;
}
