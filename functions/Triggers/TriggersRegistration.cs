using System.Globalization;
using System.Net;

namespace Router.Triggers;

internal static class TriggersRegistration
{
    // A custom handler is told its port; the host's own ASPNETCORE_URLS stands in the environment too and must not be bound.
    private const string PortSetting = "FUNCTIONS_CUSTOMHANDLER_PORT";
    private const int DefaultPort = 7072;

    // The limits that answer with a problem are the channels' own; this one only bounds what Kestrel reads.
    private const long MaxRequestBodyBytes = 64 * 1024 * 1024;

    public static void AddTriggers(this WebApplicationBuilder builder)
    {
        var port = int.TryParse(builder.Configuration[PortSetting], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : DefaultPort;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddSingleton<LaterEvents>();
        builder.Services.AddSingleton<SignedPost>();
        builder.Services.AddSingleton<MailboxNotification>();
        builder.Services.AddSingleton<FormSubmission>();
    }

    public static void MapTriggers(this WebApplication app)
    {
        ReceiveEmailFunction.Map(app);
        ReceiveFormFunction.Map(app);
        ReceiveWebhookFunction.Map(app);
        TriageRequestFunction.Map(app);
        AnswerFromDocsFunction.Map(app);
        AddToBacklogFunction.Map(app);
        FileBugFunction.Map(app);
        DeliverMailFunction.Map(app);
        SendMailFunction.Map(app);
        FetchMailFunction.Map(app);
        RenewMailSubscriptionFunction.Map(app);
        ReconcileMailboxFunction.Map(app);
        NotifySubscribersFunction.Map(app);
        DeliverFactsFunction.Map(app);
        RelayOutboxFunction.Map(app);
        SweepDeadLettersFunction.Map(app);
        SendDigestsFunction.Map(app);
        RetrainTriageFunction.Map(app);
        PagesFunction.Map(app);
    }
}
