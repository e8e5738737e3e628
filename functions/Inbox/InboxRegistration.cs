namespace Router.Inbox;

internal static class InboxRegistration
{
    public static void AddInbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InboxWriter>();
        builder.Services.AddSingleton<SentFiles>();
    }
}
