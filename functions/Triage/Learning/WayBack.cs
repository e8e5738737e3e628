namespace Router.Triage.Learning;

/// <summary>Brings a model back that was in use before, by a person's click.</summary>
internal sealed class WayBack(ModelStore store, ModelFollower follower, ModelInUse models, TimeProvider time)
{
    private const int MostWrites = 5;

    /// <param name="model">Its name; null for the shipped one.</param>
    /// <param name="announce">Called once, where it can be done and before it is.</param>
    /// <returns>False when no such model was in use, or a setting names the model.</returns>
    public async Task<bool> GoAsync(string? model, string person, Func<Task> announce, CancellationToken cancellationToken)
    {
        var isAnnounced = false;
        for (var write = 0; write < MostWrites && !models.IsPinned; write++)
        {
            var (ledger, tag) = await store.ReadAsync(cancellationToken);
            if (!ledger.CanGoBackTo(model))
                return false;
            if (!isAnnounced)
            {
                await announce();
                isAnnounced = true;
            }

            // A second click finds its work done.
            if (ledger.Active == model)
                return true;
            if (!await store.TryWriteAsync(ledger.GoBackTo(model, person, time.GetUtcNow()), tag, cancellationToken))
                continue;
            await follower.LookAsync(cancellationToken);
            return true;
        }

        return false;
    }
}
