using Router.Triage.Learning;

namespace Router.Triggers;

internal static class RetrainTriageFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTimerTrigger<TriageRetrainer>("RetrainTriage", (retrainer, cancellationToken) => retrainer.RunAsync(cancellationToken));
}
