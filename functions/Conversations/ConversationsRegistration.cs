namespace Router.Conversations;

internal static class ConversationsRegistration
{
    public static void AddConversations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MailPlacer>();
        builder.Services.AddSingleton<MailFiles>();
        builder.Services.AddSingleton<MailJoiner>();
        builder.Services.AddSingleton<MailReceiver>();
        builder.Services.AddSingleton<IMailReceiver>(services => services.GetRequiredService<MailReceiver>());
        builder.Services.AddSingleton<ConversationActions>();
        builder.Services.AddSingleton<WebhookThreads>();
        builder.Services.AddSingleton<WebhookJoiner>();
    }
}
