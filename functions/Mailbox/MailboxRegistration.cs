using Microsoft.Extensions.Options;
using Router.Messaging;

namespace Router.Mailbox;

internal static class MailboxRegistration
{
    public static void AddMailbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailboxOptions>().BindConfiguration(MailboxOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MailboxOptions>, MailboxOptionsValidator>();
        builder.Services.AddSingleton<MailAnnouncer>();
        builder.Services.AddSingleton<MailNotifications>();
        builder.Services.AddSingleton<MailSubscriptionKeeper>();
        builder.Services.AddSingleton<MailboxReconciler>();
        builder.Services.AddSingleton<IMessageHandler, FetchMailHandler>();
    }
}
