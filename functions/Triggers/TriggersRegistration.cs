using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Router.Intake.Email;
using Router.Intake.Webhooks;
using Router.Mailbox;
using Router.Messaging;
using Router.Triggers.Http;
using Router.Triggers.Queues;
using Router.Triggers.Timers;

namespace Router.Triggers;

internal static class TriggersRegistration
{
    // The limits that answer with a problem are the channels' own; this one only bounds what Kestrel reads.
    public const long MaxRequestBodyBytes = 64 * 1024 * 1024;

    // Of each connection, whether anybody reads it or not: the usual megabyte would be a way to our memory past every door.
    private const int MaxUnreadBytes = 131_072;

    public static void AddTriggers(this IHostApplicationBuilder builder)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBufferSize = MaxUnreadBytes;
        });
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = MaxUnreadBytes);
        builder.Services.AddSingleton<BoundedBody>();
        builder.Services.AddSingleton<FrontDoor>();
        builder.Services.AddSingleton<LaterEvents>();
        builder.Services.AddSingleton<SignedPost>();
        builder.Services.AddSingleton<MailboxNotification>();
        builder.Services.AddSingleton<FormSubmission>();
        AddFunctionsWork(builder.Services);
    }

    // The functions are public, as the worker's generators want them; what they ask for is public then too, and made by constructors that are not.
    private static void AddFunctionsWork(IServiceCollection services)
    {
        services.AddSingleton(found => new QueueMessages(found.GetRequiredService<MessagePump>(), found.GetRequiredService<ILogger<QueueMessages>>()));
        services.AddSingleton(found => new TimerWork(found, found.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(found => new EmailPosts(
            found.GetRequiredService<SignedPost>(), found.GetRequiredService<EmailIntake>(), found.GetRequiredService<MailboxNotification>(),
            found.GetRequiredService<MailNotifications>()));
        services.AddSingleton(found => new FormPosts(found.GetRequiredService<FormSubmission>()));
        services.AddSingleton(found => new WebhookPosts(found.GetRequiredService<SignedPost>(), found.GetRequiredService<WebhookIntake>(), found.GetRequiredService<WebhookQuotas>()));
        services.AddSingleton(found => new PagesPipeline(found));
    }
}
