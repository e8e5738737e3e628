using Router.Requests;
using Router.Storage;

namespace Router.Messaging.DeadLetters;

/// <summary>Lists what has stopped: parked requests, and dead letters whose work is not done.</summary>
internal sealed partial class StoppedWork(ViewStore views, IDeadLetterQueues queues, DeadLetterJudge judge, ILogger<StoppedWork> logger)
{
    /// <summary>How many parked requests, and how many dead letters of each queue, are listed at most.</summary>
    public const int Reach = 200;

    /// <summary>Lists what can be listed: without the broker its dead letters are missing.</summary>
    public async Task<StoppedSteps> ListAsync(CancellationToken cancellationToken)
    {
        var letters = ReadLettersAsync(cancellationToken);
        var parked = await views.StoppedAsync(cancellationToken).Take(Reach).ToListAsync(cancellationToken);
        var found = await letters;
        var judged = await judge.JudgeAsync(found ?? [], cancellationToken);
        return new StoppedSteps(
            [.. parked.Select(ToStep), .. judged.Where(each => each.State != DeadLetterState.Settled).Select(each => ToStep(each.Letter, each.State))],
            parked.Count == Reach || (found ?? []).GroupBy(letter => letter.Queue).Any(queue => queue.Count() == Reach),
            found is null);
    }

    private async Task<IReadOnlyList<DeadLetter>?> ReadLettersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queues.PeekAsync(QueueNames.All, Reach, cancellationToken);
        }
        catch (MessagingException failure)
        {
            Log.BrokerAway(logger, failure.Category, failure.InnerException?.GetType().Name ?? failure.GetType().Name);
            return null;
        }
    }

    private static StoppedStep ToStep(Request request)
    {
        var message = request.Parking?.Message ?? request.ParkedMessage;
        return new StoppedStep(
            new StoppedStepId.Parked(RequestId.TryParse(request.Id, out var id) ? id : default),
            message is not null && QueueNames.Knows(message) ? QueueNames.For(message) : "",
            request.Id,
            message,
            request.Parking?.Reason ?? request.StateReason ?? "No reason was kept",
            request.Parking?.At,
            request.Parking?.Attempts);
    }

    private static StoppedStep ToStep(DeadLetter letter, DeadLetterState state) => new(
        new StoppedStepId.Dead(letter.Queue, letter.SequenceNumber),
        letter.Queue,
        state != DeadLetterState.Foreign && RequestId.TryParse(letter.Envelope!.Partition, out var id) ? id.Value : null,
        state == DeadLetterState.Foreign ? null : letter.Envelope!.Message,
        string.Join(": ", new[] { letter.Reason, letter.Description }.Where(text => text.Length > 0).DefaultIfEmpty("No reason was given")),
        letter.EnqueuedAt,
        letter.DeliveryCount);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Dead letters can't be listed, the broker does not answer: {Category} {Failure}")]
        public static partial void BrokerAway(ILogger logger, FailureCategory category, string failure);
    }
}
