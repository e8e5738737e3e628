using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;
using HostOptions = Router.FunctionsHost.HostOptions;

namespace Router.Unit.Host.Harness;

/// <summary>A whole host in this process, on a free port, with the fake worker as a real child process.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly ILoggerFactory logs;
    private readonly LocalHost host;
    private Task? stopping;

    private RunningHost(FakeApp app, int maxRestarts, TimeSpan stopPatience)
    {
        logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Debug).AddProvider(Lines));
        var options = new HostOptions
        {
            AppRoot = app.Root,
            SettingsFile = app.SettingsFile,
            StateDirectory = Path.Combine(app.Root, "state"),
            Port = 0,
            MaxRestarts = maxRestarts,
            StopPatience = stopPatience,
            Schedules = app.Schedules,
            FramesFile = app.RecordsFrames ? app.FramesFile : null,
        };
        host = new LocalHost(options, AppDefinition.Read(app.Root, HostSettings.Read(app.SettingsFile, _ => null)), Queue, TimeProvider.System, logs);
    }

    public HostLines Lines { get; } = new();

    public FakeQueue Queue { get; } = new();

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public LocalHost Host => host;

    /// <summary>The address with the port, for what <see cref="HttpClient"/> would not send.</summary>
    public Uri Address => Http.BaseAddress!;

    public static async Task<RunningHost> StartAsync(FakeApp app, int maxRestarts = 2, TimeSpan? stopPatience = null)
    {
        var running = new RunningHost(app, maxRestarts, stopPatience ?? TimeSpan.FromSeconds(1));
        try
        {
            await running.host.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }

        running.Http.BaseAddress = new Uri(running.host.Address);
        return running;
    }

    public async Task<JsonNode> EchoAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("text/plain"));
        return await EchoAsync(request);
    }

    public async Task<JsonNode> EchoAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    public Task<string> GetAsync(string path) => Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public Task StopAsync() => stopping ??= host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await host.DisposeAsync();
        Http.Dispose();
        logs.Dispose();
    }
}
