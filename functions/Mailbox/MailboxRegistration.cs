using Azure.Core;
using Microsoft.Extensions.Options;
using Router.Messaging;

namespace Router.Mailbox;

internal static class MailboxRegistration
{
    public static void AddMailbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailboxOptions>().BindConfiguration(MailboxOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MailboxOptions>, MailboxOptionsValidator>();
        builder.Services.AddSingleton<GraphCalls>();
        builder.Services.AddSingleton(services => GraphAccess.ToClient(
            services.GetRequiredService<IOptions<MailboxOptions>>().Value, services.GetRequiredService<TokenCredential>, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IMailbox, GraphMailbox>();
        builder.Services.AddSingleton<MailAnnouncer>();
        builder.Services.AddSingleton<MailNotifications>();
        builder.Services.AddSingleton<MailSubscriptionKeeper>();
        builder.Services.AddSingleton<MailboxReconciler>();
        builder.Services.AddSingleton<IMessageHandler, FetchMailHandler>();
    }
}
