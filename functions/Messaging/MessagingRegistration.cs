using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Router.Messaging.DeadLetters;
using Router.Messaging.ServiceBus;
using Router.Storage;

namespace Router.Messaging;

internal static class MessagingRegistration
{
    public static void AddMessaging(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<MessagingOptions>()
            .BindConfiguration("Messaging")
            .Configure<IConfiguration>(ReadConnection)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>();
        builder.Services.AddSingleton(services => ServiceBusNamespace.From(
            services.GetRequiredService<IOptions<MessagingOptions>>().Value, services.GetRequiredService<TokenCredential>));
        builder.Services.AddSingleton(CredentialOf);
        builder.Services.AddSingleton<MessagingMetrics>();
        // Before all that sends, so that it stops after them.
        builder.Services.AddSingleton<LiveClient>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveClient>());
        builder.Services.AddSingleton<IMessageSender, ServiceBusMessageSender>();
        builder.Services.AddSingleton<StageDispatcher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StageDispatcher>());
        builder.Services.AddSingleton<IWorkProgress, WorkProgress>();
        builder.Services.AddSingleton<StageCommitter>();
        builder.Services.AddSingleton<OutboxRelay>();
        builder.Services.AddSingleton<ParkingLot>();
        builder.Services.AddSingleton<MessagePump>();
        builder.Services.AddSingleton<IDeadLetterQueues, ServiceBusDeadLetterQueues>();
        builder.Services.AddSingleton<DeadLetterJudge>();
        builder.Services.AddSingleton<DeadLetterSweep>();
        builder.Services.AddSingleton<StoppedWork>();
        builder.Services.AddSingleton<Replayer>();
    }

    // The names that the triggers' extension reads.
    private static void ReadConnection(MessagingOptions options, IConfiguration settings)
    {
        options.ConnectionString = settings["ServiceBus"];
        options.FullyQualifiedNamespace = settings["ServiceBus:fullyQualifiedNamespace"];
        options.ClientId = settings["ServiceBus:clientId"];
    }

    // In Azure the managed identity; on a developer's machine whoever has signed in with Azure's tools.
    private static TokenCredential CredentialOf(IServiceProvider services) => new DefaultAzureCredential(new DefaultAzureCredentialOptions
    {
        ManagedIdentityClientId = services.GetRequiredService<IOptions<MessagingOptions>>().Value.ClientId,
        ExcludeInteractiveBrowserCredential = true,
    });
}
