using Azure.Data.Tables;

namespace Router.Storage;

/// <summary>Addresses whose mail looks like a machine's and of which somebody has said that a person writes from them.</summary>
internal sealed class KnownPeople(StorageAccount account, TimeProvider time)
{
    private const string Row = "person";

    /// <summary>Repeating it changes nothing.</summary>
    public Task NoteAsync(string address, CancellationToken cancellationToken) => address.Length == 0 ? Task.CompletedTask : account.RunAsync(
        token => account.Threads.UpsertEntityAsync(new TableEntity(KeyOf(address), Row) { ["At"] = time.GetUtcNow() }, TableUpdateMode.Replace, token), cancellationToken);

    public async Task<bool> HasAsync(string address, CancellationToken cancellationToken) =>
        address.Length > 0 && await account.RunAsync(
            async token => (await account.Threads.GetEntityIfExistsAsync<TableEntity>(KeyOf(address), Row, cancellationToken: token)).HasValue, cancellationToken);

    private static string KeyOf(string address) => HashedKey.Of("people\n" + address.ToLowerInvariant());
}
