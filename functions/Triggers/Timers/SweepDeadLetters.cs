using Microsoft.Azure.Functions.Worker;
using Router.Messaging.DeadLetters;

namespace Router.Triggers.Timers;

/// <summary>Judges what lies in the dead-letter queues.</summary>
public sealed class SweepDeadLetters(TimerWork work)
{
    [Function(nameof(SweepDeadLetters))]
    public Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        work.RunAsync<DeadLetterSweep>(nameof(SweepDeadLetters), (sweep, token) => sweep.SweepAsync(token), cancellationToken);
}
