namespace Router.Conversations;

internal static class ConversationsRegistration
{
    public static void AddConversations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConversationFinder>();
        builder.Services.AddSingleton<MailFiles>();
        builder.Services.AddSingleton<FollowUpWriter>();
        builder.Services.AddSingleton<MailLimit>();
        builder.Services.AddSingleton<MailSorter>();
        builder.Services.AddSingleton<IMailSorter>(services => services.GetRequiredService<MailSorter>());
        builder.Services.AddSingleton<ConversationActions>();
        builder.Services.AddSingleton<NoteWriter>();
        builder.Services.AddSingleton<BeliefRecorder>();
        builder.Services.AddSingleton<ThreadStates>();
        builder.Services.AddSingleton<CommentAppender>();
    }
}
