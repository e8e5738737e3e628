using System.Globalization;
using Router.Bench;
using Router.Bench.Soak;

// router-bench coldstart APP-FOLDER EMPTY-APP-FOLDER | roundtrips | load APP-FOLDER | notifications APP-FOLDER | conversation APP-FOLDER | doors APP-FOLDER PER-SECOND | broker BROKER-PROGRAM [--fsync] | soak BROKER-PROGRAM MINUTES | sends BROKER-PROGRAM ROUNDS
return args switch
{
    ["coldstart", var app, var emptyApp] => await ColdStart.RunAsync(app, emptyApp),
    ["roundtrips"] => await RoundTrips.RunAsync(),
    ["sends", var program, var rounds] => await Sends.RunAsync(program, int.Parse(rounds, CultureInfo.InvariantCulture)),
    ["load", var app] => await Load.RunAsync(app),
    ["notifications", var app] => await Notifications.RunAsync(app, seconds: 60),
    ["conversation", var app] => await Conversation.RunAsync(app),
    ["doors", var app, var perSecond] => await Doors.RunAsync(app, int.Parse(perSecond, CultureInfo.InvariantCulture)),
    ["broker", var program, .. var options] => await BrokerComparison.RunAsync(program, options),
    ["soak", var program, var minutes] => await SoakRun.RunAsync(program, TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture))),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: coldstart APP-FOLDER EMPTY-APP-FOLDER | roundtrips | load APP-FOLDER (infra/bench.sh runs these three) | notifications APP-FOLDER | conversation APP-FOLDER | doors APP-FOLDER PER-SECOND | broker BROKER-PROGRAM [--fsync] | soak BROKER-PROGRAM MINUTES | sends BROKER-PROGRAM ROUNDS");
    return 2;
}
