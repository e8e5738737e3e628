using System.Security.Cryptography;
using System.Text;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Conversations;

/// <summary>Has a request follow the status that its conversation gets in the other system. Any number of repetitions in any order is harmless.</summary>
internal sealed class ThreadStates(ThreadIndex index, PartitionStore partitions, StageCommitter committer, TimeProvider time)
{
    private const int MaxReadings = 5;
    private const string ReopenStage = "reopen";

    /// <summary>The requests that came from a conversation, the latest first.</summary>
    public async Task<IReadOnlyList<Partition>> FindAsync(string source, string threadKey, CancellationToken cancellationToken)
    {
        var ids = await index.FindByThreadAsync(source, threadKey, cancellationToken);
        // What the index names may not have come into being.
        var found = await Task.WhenAll(ids.Select(id => partitions.LoadWithoutConversationAsync(id, cancellationToken)));
        return [.. found.OfType<Partition>().Where(partition => partition.Request is not null).OrderByDescending(partition => partition.Request!.ReceivedAt).ThenBy(partition => partition.Key, StringComparer.Ordinal)];
    }

    /// <summary>The other system says that it is done: closes each request of the conversation, and tells nobody there.</summary>
    public Task<ThreadResult> ResolveAsync(ThreadEvent said, CancellationToken cancellationToken) => FollowAsync(
        said,
        StageNames.Resolve,
        (request, at) => request.ClosedAt is null ? request with { ClosedAt = time.GetUtcNow(), HasUnread = false, ThreadStatusAt = at } : null,
        $"Closed: {said.Source} says that it is done.",
        cancellationToken);

    /// <summary>The other system says that it is open again.</summary>
    public Task<ThreadResult> ReopenAsync(ThreadEvent said, CancellationToken cancellationToken) => FollowAsync(
        said,
        ReopenStage,
        (request, at) => request.ClosedAt is null ? null : request with { ClosedAt = null, ThreadStatusAt = at },
        $"Reopened: {said.Source} says that it is open again.",
        cancellationToken);

    private async Task<ThreadResult> FollowAsync(
        ThreadEvent said, string stage, Func<Request, DateTimeOffset, Request?> change, string happened, CancellationToken cancellationToken)
    {
        var found = await FindAsync(said.Source, said.ThreadKey, cancellationToken);
        var name = $"{stage}-{KeyOf(said)}";
        List<ThreadResult> results = [];
        foreach (var partition in found)
        {
            results.Add(await ChangeAsync(partition.Key, name, said.At ?? time.GetUtcNow(), change, happened, cancellationToken));
        }

        return results.Find(result => result.Outcome == EventOutcome.Taken) ?? results.FirstOrDefault() ?? new ThreadResult(EventOutcome.Unknown, null);
    }

    private async Task<ThreadResult> ChangeAsync(
        string key, string stage, DateTimeOffset at, Func<Request, DateTimeOffset, Request?> change, string happened, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadHeadAsync(key, cancellationToken) is not { Request: { } request } partition)
            {
                return new ThreadResult(EventOutcome.Unknown, null);
            }

            if (partition.Has(stage) || partition.Has(NeedlessOf(stage)))
            {
                return new ThreadResult(EventOutcome.Repeated, request);
            }

            if (request.ThreadStatusAt > at)
            {
                return new ThreadResult(EventOutcome.Outdated, request);
            }

            // What changes nothing is noted all the same: an older word that comes later must not undo it.
            var changed = change(request, at);
            var step = changed is null ? new Stage(NeedlessOf(stage), request with { ThreadStatusAt = at }) : new Stage(stage, changed) { Events = [happened] };
            var committed = await committer.TryCommitAsync(key, partition, step, cancellationToken);
            if (committed != CommitResult.Conflict)
            {
                return new ThreadResult(changed is null || committed == CommitResult.AlreadyCommitted ? EventOutcome.Repeated : EventOutcome.Taken, step.Request);
            }
        }

        throw new ConcurrentChangeException($"Request {key} kept changing while its status was followed.");
    }

    private static string NeedlessOf(string stage) => $"needless-{stage}";

    private static string KeyOf(ThreadEvent said) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{said.Source}\n{said.EventId}")).AsSpan(0, 8));
}
