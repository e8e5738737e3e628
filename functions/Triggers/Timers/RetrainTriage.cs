using Microsoft.Azure.Functions.Worker;
using Router.Triage.Learning;

namespace Router.Triggers.Timers;

/// <summary>Learns from the decisions of the day.</summary>
public sealed class RetrainTriage(TimerWork work)
{
    [Function(nameof(RetrainTriage))]
    public Task RunAsync([TimerTrigger("0 0 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        work.RunAsync<TriageRetrainer>(nameof(RetrainTriage), (retrainer, token) => retrainer.RunAsync(token), cancellationToken);
}
