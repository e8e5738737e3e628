using Router.Messaging;

namespace Router.Replies;

internal static class RepliesRegistration
{
    public static void AddReplies(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReplyWriter>();
        builder.Services.AddSingleton<IMessageHandler, DeliverMailHandler>();
    }
}
