using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Conversations;

/// <summary>Adds a note to a request that only the team sees.</summary>
internal sealed class NoteWriter(PartitionStore partitions, StageCommitter committer, TimeProvider time)
{
    /// <summary>Longer ones are refused.</summary>
    public const int MaxLength = 10_000;
    private const int MaxReadings = 5;

    /// <param name="key">Hex digits of the form's own: the same form posted twice makes one note.</param>
    /// <returns>False where there is no such request.</returns>
    /// <exception cref="NotTheirsException">The request is not the actor's to act on.</exception>
    public async Task<bool> AddAsync(RequestId id, string key, string text, Actor actor, CancellationToken cancellationToken)
    {
        var stage = $"note-{key}";
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadHeadAsync(id.Value, cancellationToken) is not { Request: { } request } partition)
            {
                return false;
            }

            actor.Demand(request);
            var note = new FollowUp(key, new Customer("", actor.Name), "", text, time.GetUtcNow()) { IsNote = true };
            if (partition.Has(stage)
                || await committer.TryCommitAsync(id.Value, partition, new Stage(stage, request) { FollowUps = [note], Events = [$"{actor.Name} wrote a note."] }, cancellationToken) != CommitResult.Conflict)
            {
                return true;
            }
        }

        throw new ConcurrentChangeException($"Request {id} kept changing while a note was added.");
    }
}
