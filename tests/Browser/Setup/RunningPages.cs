using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Router.Browser.Setup;
using Router.Kit;
using Router.Messaging;
using Router.Messaging.DeadLetters;
using Router.Teams;

[assembly: AssemblyFixture(typeof(RunningPages))]

namespace Router.Browser.Setup;

/// <summary>The real app on Azurite with some requests in it, and a browser. Only the broker is a stand-in.</summary>
public sealed class RunningPages : IAsyncLifetime
{
    private const string ChromiumSetting = "ROUTER_CHROMIUM";
    private Azurite? azurite;
    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal Samples Samples { get; private set; } = null!;

    internal IServiceProvider Services => app!.Services;

    internal string Address => app!.Urls.First();

    public async ValueTask InitializeAsync()
    {
        azurite = await Azurite.StartAsync();
        app = Build(azurite.ConnectionString);
        await app.StartAsync();
        Samples = await Samples.StoreAsync(app.Services);
        await SampleBoard.StoreAsync(app.Services);
        await SampleModels.StoreAsync(app.Services);
        await SampleSubscribers.StoreAsync(app.Services, Samples.Bug);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable(ChromiumSetting) ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    internal async Task<OpenPage> OpenAsync(int width = 1280, bool hasScript = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = Address,
            JavaScriptEnabled = hasScript,
            ColorScheme = ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        return new OpenPage(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (azurite is not null)
        {
            azurite.Dispose();
        }
    }

    private static WebApplication Build(string storage)
    {
        var builder = InProcessApp.CreateBuilder(
        [
            $"--AzureWebJobsStorage={storage}",
            "--ServiceBus=Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=none;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true",
            "--Site:Url=https://support.example.com",
            "--Site:OtherHosts=127.0.0.1",
            "--Pages:SignIn=Off",
            $"--Email:Secret={AppRoot.Secret}",
            .. SampleSubscribers.Settings,
            .. AppRoot.Sources.Select(source => $"--Sources:{source}:Secret={AppRoot.Secret}"),
        ]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSender, SilentSender>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IDeadLetterQueues, MemoryDeadLetters>());
        builder.Services.Replace(ServiceDescriptor.Singleton<Team>(FormSamples.WithEveryField(SampleTeam.Team)));
        return builder.BuildWithFunctions();
    }

    private sealed class SilentSender : IMessageSender
    {
        public Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>A tab of its own, with what the browser complained about.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
