using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.Kit;
using Router.Teams;
using Router.Unit.Operations;

namespace Router.Unit.Pages;

/// <summary>The app on an ephemeral port, with a storage account that nobody answers for.</summary>
internal sealed class PagesApp : IAsyncDisposable
{
    // Port 1 on loopback: refused at once.
    private const string DeadStorage =
        "DefaultEndpointsProtocol=http;AccountName=dead;AccountKey=ZGVhZA==;BlobEndpoint=http://127.0.0.1:1/dead;TableEndpoint=http://127.0.0.1:1/dead";

    private readonly WebApplication app;

    private PagesApp(WebApplication app, LogLines log)
    {
        this.app = app;
        Log = log;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public LogLines Log { get; }

    public IServiceProvider Services => app.Services;

    public static Task<PagesApp> StartAsync(params string[] settings) => StartAsync(TeamSamples.Small, settings);

    public static async Task<PagesApp> StartAsync(Team team, params string[] settings)
    {
        var builder = InProcessApp.CreateBuilder(
        [
            $"--AzureWebJobsStorage={DeadStorage}",
            "--Storage:DeadlineSeconds=1",
            "--ServiceBus=Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=none;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true",
            "--Site:Url=http://127.0.0.1",
            "--Email:Secret=a-secret-of-the-pages-tests",
            .. settings,
        ]);
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.Replace(ServiceDescriptor.Singleton<Team>(team));
        var app = builder.BuildWithFunctions();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new PagesApp(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
