namespace Router.Triage.Learning;

/// <summary>Brings a model back that was in use before, by a person's click.</summary>
internal sealed class WayBack(ModelStore store, ModelFollower follower, ModelInUse models, TimeProvider time)
{
    private const int MostWrites = 5;

    /// <param name="model">Its name; null for the shipped one.</param>
    public async Task<bool> CanGoAsync(string? model, CancellationToken cancellationToken) =>
        !models.IsPinned && await store.ReadAsync(cancellationToken) is var (ledger, _) && ledger.CanGoBackTo(model);

    /// <param name="model">Its name; null for the shipped one.</param>
    /// <returns>False when no such model was in use, or a setting names the model.</returns>
    public async Task<bool> GoAsync(string? model, string person, CancellationToken cancellationToken)
    {
        for (var write = 0; write < MostWrites && !models.IsPinned; write++)
        {
            var (ledger, tag) = await store.ReadAsync(cancellationToken);
            // A second click finds its work done.
            if (ledger.Active == model)
                return true;
            if (!ledger.Earlier.Contains(model))
                return false;
            if (!await store.TryWriteAsync(ledger.GoBackTo(model, person, time.GetUtcNow()), tag, cancellationToken))
                continue;
            await follower.LookAsync(cancellationToken);
            return true;
        }

        return false;
    }
}
