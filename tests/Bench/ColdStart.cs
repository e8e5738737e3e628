using System.Diagnostics;
using System.Globalization;
using System.Text;
using Router.Kit;

namespace Router.Bench;

/// <summary>From process start to the first answered invocation (a run of RelayOutbox, which reads storage), as the Functions host sees it.</summary>
internal static class ColdStart
{
    private const int Runs = 15;
    private const string Timer = """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}},"Metadata":{"sys":{"MethodName":"RelayOutbox"}}}""";

    public static async Task<int> RunAsync(string jit, string native)
    {
        using var azurite = await Azurite.StartAsync();
        var figures = new Dictionary<string, List<(double Ready, double Invoked)>> { ["JIT"] = [], ["Native AOT"] = [] };
        await MeasureAsync(native, azurite);
        for (var run = 0; run < Runs; run++)
        {
            figures["JIT"].Add(await MeasureAsync(jit, azurite));
            figures["Native AOT"].Add(await MeasureAsync(native, azurite));
        }

        Console.WriteLine("| cold start, ms | first answer: min / median / max | first invocation answered: min / median / max |");
        Console.WriteLine("|---|---|---|");
        foreach (var (name, runs) in figures)
        {
            Console.WriteLine($"| {name} ({Runs} runs) | {Spread(runs.Select(run => run.Ready))} | {Spread(runs.Select(run => run.Invoked))} |");
        }

        return 0;
    }

    private static async Task<(double Ready, double Invoked)> MeasureAsync(string app, Azurite azurite)
    {
        var port = FreePort.Take(1)[0];
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var started = Stopwatch.GetTimestamp();
        using var process = ChildProcess.Start("router", Path.Combine(app, "router"), [], Settings(port, azurite));
        var ready = await FirstAnswerAsync(client, process, started);
        using var invocation = new HttpRequestMessage(HttpMethod.Post, "/RelayOutbox") { Content = new StringContent(Timer, Encoding.UTF8, "application/json") };
        invocation.Headers.TransferEncodingChunked = true;
        using var answer = await client.SendAsync(invocation);
        var invoked = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return answer.IsSuccessStatusCode ? (ready, invoked) : throw new InvalidOperationException(string.Join('\n', process.Output));
    }

    private static async Task<double> FirstAnswerAsync(HttpClient client, ChildProcess process, long started)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("/healthz");
                return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
            catch (HttpRequestException)
            {
                await pause.WaitForNextTickAsync();
            }
        }

        throw new InvalidOperationException("The app ended: " + string.Join('\n', process.Output));
    }

    private static Dictionary<string, string?> Settings(int port, Azurite azurite) => new(AppRoot.Sources.Select(source => KeyValuePair.Create($"Sources__{source}__Secret", (string?)AppRoot.Secret)))
    {
        ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}",
        ["AzureWebJobsStorage"] = azurite.ConnectionString,
        ["ServiceBus"] = "Endpoint=sb://127.0.0.1:5672;SharedAccessKeyName=none;SharedAccessKey=none;UseDevelopmentEmulator=true",
        ["Email__Secret"] = AppRoot.Secret,
        ["Pages__SignIn"] = "Off",
        ["Site__Url"] = $"http://127.0.0.1:{port}",
    };

    internal static string Spread(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:F0} / {sorted[sorted.Length / 2]:F0} / {sorted[^1]:F0}");
    }
}
