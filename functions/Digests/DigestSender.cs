using Router.Messaging;
using Router.Storage;

namespace Router.Digests;

/// <summary>
/// Sends the digests that are due, each once: the period's partition is its receipt, and of any number of runs and instances one commits it.
/// </summary>
internal sealed partial class DigestSender(
    DigestPolicy policy, DigestBuilder builder, IDigestStorage storage, TimeProvider time, ILogger<DigestSender> logger)
{
    private const string MailKey = "digest";
    private const string DigestStage = "digest";
    private const string EnrolStage = "enrol";
    private const int MostPeriodsBack = 60;
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(60);

    /// <summary>What the timer runs.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var news = new Lazy<Task<DigestNews>>(() => storage.ReadNewsAsync(now - Horizon, cancellationToken));
        List<Exception> failures = [];
        foreach (var due in policy.DueAt(now))
        {
            try
            {
                await SendAsync(due, news, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // One person's failure must not keep the others from their digest; the next run sends what is missing.
                Log.NotSent(logger, due.Key, FailureClassifier.Classify(failure), failure.GetType().Name);
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private async Task SendAsync(DueDigest due, Lazy<Task<DigestNews>> news, CancellationToken cancellationToken)
    {
        var enrolledAt = await EnrolAsync(due.Subscription, cancellationToken);
        if (due.Period.At <= enrolledAt || await storage.LoadAsync(due.Key, cancellationToken) is not null)
        {
            return;
        }

        var since = await LastSentAsync(due, enrolledAt, cancellationToken);
        var mail = builder.Build(MailKey, due.Subscription.Person, since, due.Period.At, await news.Value);
        var stage = mail is null
            ? new Stage(DigestStage, null) { Events = ["Nothing to say: no mail."] }
            : new Stage(DigestStage, null) { Mails = [mail], Outbox = [new OutboxMessage(MessageNames.DeliverMail, MailKey)] };
        if (await storage.CommitAsync(due.Key, stage, cancellationToken) == CommitResult.Conflict)
        {
            throw new ConcurrentChangeException($"Digest {due.Key} is there without its receipt.");
        }
    }

    /// <summary>From when on the person gets the digest: marked at the first run that sees both, so that nobody is sent the past.</summary>
    private async Task<DateTimeOffset> EnrolAsync(DigestSubscription subscription, CancellationToken cancellationToken)
    {
        var key = subscription.EnrolmentKey;
        var enrolment = await storage.LoadAsync(key, cancellationToken);
        if (enrolment is null)
        {
            await storage.CommitAsync(key, new Stage(EnrolStage, null) { Events = ["Gets the digest from now on."] }, cancellationToken);
            enrolment = await storage.LoadAsync(key, cancellationToken);
        }

        return enrolment is { Timeline: [var enrolled, ..] } ? enrolled.At : throw new ConcurrentChangeException($"{key} is not there after its commit.");
    }

    /// <summary>The beginning of what is new: the last period that was sent, which an outage may have put several periods back.</summary>
    private async Task<DateTimeOffset> LastSentAsync(DueDigest due, DateTimeOffset enrolledAt, CancellationToken cancellationToken)
    {
        var subscription = due.Subscription;
        var earlier = subscription.Schedule.Before(due.Period, subscription.Zone);
        for (var back = 0; back < MostPeriodsBack && earlier is not null && earlier.At > enrolledAt; back++)
        {
            if (await storage.LoadAsync(subscription.KeyOf(earlier), cancellationToken) is not null)
            {
                return earlier.At;
            }

            earlier = subscription.Schedule.Before(earlier, subscription.Zone);
        }

        return enrolledAt;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Digest} was not sent and is tried at the next run: {Category} {Failure}")]
        public static partial void NotSent(ILogger logger, string digest, FailureCategory category, string failure);
    }
}
