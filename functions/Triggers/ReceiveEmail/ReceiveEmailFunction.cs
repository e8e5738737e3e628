using Microsoft.Extensions.Options;
using Router.Intake.Email;
using Router.Mailbox;

namespace Router.Triggers;

internal static class ReceiveEmailFunction
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(
            "/api/email",
            (HttpContext context, SignedPost inbound, EmailIntake intake, IOptions<EmailOptions> options) =>
                inbound.ReceiveAsync(context, options.Value.MaxBytes, intake.Read));
        endpoints.MapPost(
            MailSubscriptionKeeper.NotificationPath,
            (HttpContext context, MailboxNotification endpoint, MailNotifications notifications) => endpoint.ReceiveAsync(context, notifications.ReceiveAsync));
        endpoints.MapPost(
            MailSubscriptionKeeper.LifecyclePath,
            (HttpContext context, MailboxNotification endpoint, MailNotifications notifications) => endpoint.ReceiveAsync(context, notifications.ReceiveLifecycleAsync));
    }
}
