using Router.Messaging.DeadLetters;

namespace Router.Triggers;

internal static class SweepDeadLettersFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTimerTrigger<DeadLetterSweep>("SweepDeadLetters", (sweep, cancellationToken) => sweep.SweepAsync(cancellationToken));
}
