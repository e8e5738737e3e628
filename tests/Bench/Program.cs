using System.Globalization;
using Router.Bench;
using Router.Bench.Soak;

// router-bench coldstart APP-FOLDER EMPTY-APP-FOLDER | roundtrips | load STORED REQUESTS ROUNDS APP-FOLDER... | notifications APP-FOLDER | conversation APP-FOLDER | doors APP-FOLDER PER-SECOND | search APP-FOLDER STORED | broker BROKER-PROGRAM [--fsync] | soak BROKER-PROGRAM MINUTES | sends BROKER-PROGRAM ROUNDS
return args switch
{
    ["coldstart", var app, var emptyApp] => await ColdStart.RunAsync(app, emptyApp),
    ["roundtrips"] => await RoundTrips.RunAsync(),
    ["sends", var program, var rounds] => await Sends.RunAsync(program, Number(rounds)),
    ["load", var stored, var requests, var rounds, .. var apps] when apps.Length > 0 => await Load.RunAsync(apps, Number(stored), Number(requests), Number(rounds)),
    ["notifications", var app] => await Notifications.RunAsync(app, seconds: 60),
    ["conversation", var app] => await Conversation.RunAsync(app),
    ["search", var app, var stored] => await Searches.RunAsync(app, Number(stored)),
    ["doors", var app, var perSecond] => await Doors.RunAsync(app, Number(perSecond)),
    ["broker", var program, .. var options] => await BrokerComparison.RunAsync(program, options),
    ["soak", var program, var minutes] => await SoakRun.RunAsync(program, TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture))),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("Usage: coldstart APP-FOLDER EMPTY-APP-FOLDER | roundtrips | load STORED REQUESTS ROUNDS APP-FOLDER... (infra/bench.sh runs these three) | notifications APP-FOLDER | conversation APP-FOLDER | doors APP-FOLDER PER-SECOND | search APP-FOLDER STORED | broker BROKER-PROGRAM [--fsync] | soak BROKER-PROGRAM MINUTES | sends BROKER-PROGRAM ROUNDS");
    return 2;
}
