using Microsoft.Extensions.Options;
using Router.Destinations.Answers;
using Router.Destinations.Backlog;
using Router.Destinations.BugIntake;
using Router.Messaging;

namespace Router.Destinations;

internal static class DestinationsRegistration
{
    public static void AddDestinations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AnswersOptions>().BindConfiguration("Answers").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AnswersOptions>, AnswersOptionsValidator>();
        builder.Services.AddSingleton<IValidateOptions<AnswersOptions>, DocsFolderValidator>();
        builder.Services.AddSingleton<DocsLibrary>();
        builder.Services.AddSingleton<DocsLinks>();
        builder.Services.AddSingleton<AnswerFinder>();
        builder.Services.AddSingleton<IMessageHandler, AnswerFromDocsHandler>();
        builder.Services.AddSingleton<SimilarityPolicy>();
        builder.Services.AddSingleton<BacklogStore>();
        builder.Services.AddSingleton<KnownBoard>();
        builder.Services.AddSingleton<BacklogPlanner>();
        builder.Services.AddSingleton<ILandingPlanner>(services => services.GetRequiredService<BacklogPlanner>());
        builder.Services.AddSingleton<IMessageHandler, AddToBacklogHandler>();
        builder.Services.AddSingleton<IMessageHandler, LeaveBacklogHandler>();
        builder.Services.AddSingleton<IMessageHandler, FileBugHandler>();
    }
}
