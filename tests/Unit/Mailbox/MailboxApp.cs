using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.Kit;
using Router.Messaging;
using Router.Messaging.ServiceBus;
using Router.Teams;
using Router.Unit.Operations;
using Router.Unit.Pages;

namespace Router.Unit.Mailbox;

/// <summary>The app on an ephemeral port, with a mailbox in its settings, a queue in memory, and a storage account that nobody answers for.</summary>
internal sealed class MailboxApp : IMessageSender, IAsyncDisposable
{
    public const string ClientState = "client-state-of-the-tests";
    private readonly ConcurrentQueue<OutboundMessage> sent = new();
    private readonly WebApplication app;

    private MailboxApp(string address)
    {
        var builder = InProcessApp.CreateBuilder(
        [
            "--AzureWebJobsStorage=DefaultEndpointsProtocol=http;AccountName=dead;AccountKey=ZGVhZA==;BlobEndpoint=http://127.0.0.1:1/dead;TableEndpoint=http://127.0.0.1:1/dead",
            "--Storage:DeadlineSeconds=1",
            "--ServiceBus=Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=none;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true",
            "--Site:Url=http://127.0.0.1",
            "--Email:Secret=a-secret-of-the-mailbox-tests",
            $"--Mailbox:Address={address}",
            $"--Mailbox:ClientState={ClientState}",
        ]);
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.Replace(ServiceDescriptor.Singleton<Team>(TeamSamples.Small));
        builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSender>(this));
        app = builder.BuildWithFunctions();
    }

    public HttpClient Client { get; private set; } = null!;

    public LogLines Log { get; } = new();

    public IServiceProvider Services => app.Services;

    public bool IsBrokerAway { get; set; }

    /// <summary>Ids of the mails that were put on the queue, in order.</summary>
    public IReadOnlyList<string?> Announced => [.. sent.Select(message => message.Envelope.MailKey)];

    public static async Task<MailboxApp> StartAsync(string address = "support@own.example")
    {
        var mailbox = new MailboxApp(address);
        await mailbox.app.StartAsync(TestContext.Current.CancellationToken);
        mailbox.Client = new HttpClient { BaseAddress = new Uri(mailbox.app.Urls.First()) };
        return mailbox;
    }

    public Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (IsBrokerAway)
        {
            throw new MessagingException("The broker is away.", BrokerFailure.Transient);
        }

        Assert.Equal(QueueNames.Mailbox, queue);
        sent.Enqueue(message);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
