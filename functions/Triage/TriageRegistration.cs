using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Triage.Learning;
using Router.Triage.SecondOpinions;
using Router.Triage.Training;

namespace Router.Triage;

internal static class TriageRegistration
{
    /// <summary>Loads the model now, so that a wrong one stops the start and not a customer's request.</summary>
    internal static void AddTriage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TriageOptions>().Bind(builder.Configuration.GetSection(TriageOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TriageOptions>, TriageOptionsValidator>();
        builder.Services.AddSingleton(ModelInUse.From(builder.Configuration["Triage:ModelPath"]));
        builder.Services.AddSingleton<IRequestClassifier>(services =>
            new ModelClassifier(services.GetRequiredService<ModelInUse>(), services.GetRequiredService<IOptions<TriageOptions>>().Value));
        builder.Services.AddSingleton<SeverityPolicy>();
        builder.Services.AddSingleton<TriagePolicy>();
        builder.Services.AddSingleton<DecisionRecorder>();
        builder.Services.AddSingleton<SecondLook>();
        builder.Services.AddSingleton<IMessageHandler, TriageRequestHandler>();
        builder.AddSecondOpinion();
        builder.AddLearning();
    }

    private static void AddLearning(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LearntWords>();
        builder.Services.AddSingleton<PastRequests>();
        builder.Services.AddSingleton<ModelStore>();
        builder.Services.AddSingleton<ModelFollower>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ModelFollower>());
        builder.Services.AddSingleton<ISwitchRule, SwitchRule>();
        builder.Services.AddSingleton(ShippedTraining.OfThisProgram);
        builder.Services.AddSingleton<TriageRetrainer>();
        builder.Services.AddSingleton<WayBack>();
    }
}
