using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Router.Storage;
using Router.Triage.Model;

namespace Router.Triage.Learning;

/// <summary>The models that were trained here and their ledger, in Blob Storage.</summary>
internal sealed class ModelStore(StorageAccount account)
{
    private const string LedgerBlob = "ledger.json";
    private const string Prefix = "model/";

    public Task<StoredLedger> ReadAsync(CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            try
            {
                var found = (await account.Models.GetBlobClient(LedgerBlob).DownloadContentAsync(token)).Value;
                return new StoredLedger(JsonSerializer.Deserialize(found.Content.ToMemory().Span, LedgerJsonContext.Default.ModelLedger) ?? new(), found.Details.ETag);
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                return new StoredLedger(new(), null);
            }
        },
        cancellationToken);

    /// <returns>False when somebody else has written since it was read.</returns>
    public Task<bool> TryWriteAsync(ModelLedger ledger, ETag? readAs, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            try
            {
                await account.Models.GetBlobClient(LedgerBlob).UploadAsync(
                    BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(ledger, LedgerJsonContext.Default.ModelLedger)),
                    new BlobUploadOptions { Conditions = readAs is { } tag ? new() { IfMatch = tag } : new() { IfNoneMatch = ETag.All } },
                    token);
                return true;
            }
            catch (RequestFailedException overtaken) when (overtaken.Status is 409 or 412)
            {
                return false;
            }
        },
        cancellationToken);

    public Task SaveModelAsync(TriageModel model, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        ModelFile.Write(model, bytes);
        return account.RunAsync(
            token => account.Models.GetBlobClient(Prefix + model.Card.Name).UploadAsync(BinaryData.FromBytes(bytes.ToArray()), overwrite: true, token), cancellationToken);
    }

    /// <exception cref="ModelFileException">It is gone, or this program can't read it.</exception>
    public async Task<TriageModel> LoadModelAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var content = await account.RunAsync(
                async token => (await account.Models.GetBlobClient(Prefix + name).DownloadContentAsync(token)).Value.Content, cancellationToken);
            return ModelFile.Read(content.ToStream());
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw new ModelFileException($"The model {name} is not in storage.");
        }
    }

    /// <summary>Removes the models that the ledger does not name.</summary>
    public async Task RemoveAllButAsync(ModelLedger ledger, CancellationToken cancellationToken)
    {
        var kept = ledger.Candidates.Select(candidate => Prefix + candidate.Model).Append(Prefix + ledger.Active).ToHashSet(StringComparer.Ordinal);
        await foreach (var blob in account.Models.GetBlobsAsync(BlobTraits.None, BlobStates.None, Prefix, cancellationToken))
            if (!kept.Contains(blob.Name))
                await account.RunAsync(token => account.Models.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: token), cancellationToken);
    }
}

/// <param name="Tag">Null where nothing is written yet.</param>
internal sealed record StoredLedger(ModelLedger Ledger, ETag? Tag);
