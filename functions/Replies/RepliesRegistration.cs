using Microsoft.Extensions.Options;
using Router.Messaging;

namespace Router.Replies;

internal static class RepliesRegistration
{
    public static void AddReplies(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<SendingOptions>().BindConfiguration(SendingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SendingOptions>, SendingOptionsValidator>();
        builder.Services.AddSingleton<DeadEnds>();
        builder.Services.AddSingleton<MailDoors>();
        builder.Services.AddSingleton<ReplyWriter>();
        builder.Services.AddSingleton<SendingPolicy>();
        builder.Services.AddSingleton<MailDrafts>();
        builder.Services.AddSingleton<CommentSender>();
        builder.Services.AddSingleton<MailApproval>();
        builder.Services.AddSingleton<ReplyRules>();
        builder.Services.AddSingleton<ReplyDesk>();
        builder.Services.AddSingleton<DraftDesk>();
        builder.Services.AddSingleton<IMessageHandler, DeliverMailHandler>();
        builder.Services.AddSingleton<IMessageHandler, SendMailHandler>();
        builder.Services.AddSingleton<IMessageHandler, RemoveDraftHandler>();
    }
}
