using Router.Intake.Email;
using Router.Mailbox;
using Router.Pages.Errors;

namespace Router.Triggers.Http;

/// <summary>What is posted below <c>/api/email</c>: a mail, a notification of new mails, or news of the subscription that sends them.</summary>
public sealed class EmailPosts
{
    private readonly SignedPost inbound;
    private readonly EmailIntake intake;
    private readonly MailboxNotification endpoint;
    private readonly MailNotifications notifications;

    internal EmailPosts(SignedPost inbound, EmailIntake intake, MailboxNotification endpoint, MailNotifications notifications)
    {
        this.inbound = inbound;
        this.intake = intake;
        this.endpoint = endpoint;
        this.notifications = notifications;
    }

    internal async Task<IResult> ReceiveAsync(HttpContext context) => context.Request.Path.Value?.TrimEnd('/') switch
    {
        var path when Is(path, "/api/email") => await inbound.ReceiveAsync(context, intake.Admit, intake.Read),
        var path when Is(path, MailSubscriptionKeeper.NotificationPath) => await endpoint.ReceiveAsync(context, notifications.ReceiveAsync),
        var path when Is(path, MailSubscriptionKeeper.LifecyclePath) => await endpoint.ReceiveAsync(context, notifications.ReceiveLifecycleAsync),
        _ => ErrorResult.NotFound(),
    };

    private static bool Is(string? path, string known) => string.Equals(path, known, StringComparison.OrdinalIgnoreCase);
}
