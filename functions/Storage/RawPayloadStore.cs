using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;

namespace Router.Storage;

/// <summary>The bytes as they came: small ones are committed with their stage, larger ones stand in a blob that is written before anything is acknowledged.</summary>
internal sealed class RawPayloadStore(StorageAccount account)
{
    /// <summary>Stores what does not fit a row.</summary>
    public Task SaveAsync(string requestId, RawPayload raw, CancellationToken cancellationToken) => raw.FitsARow ? Task.CompletedTask : account.RunAsync(
        token => account.RawPayloads.GetBlobClient($"{requestId}/{raw.ContentHash}").UploadAsync(
            BinaryData.FromBytes(raw.Body),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = raw.ContentType } },
            token),
        cancellationToken);

    /// <summary>The bytes of one mail of a request; null where there are none.</summary>
    /// <param name="mailKey">See <see cref="AttachmentStore.MailKeyOf"/>.</param>
    public Task<byte[]?> FindAsync(string requestId, string mailKey, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var inRows = account.Requests.QueryAsync<TableEntity>(PartitionRows.InPartition(requestId, PartitionRows.RawPrefix + mailKey), maxPerPage: 1, cancellationToken: token);
            if (await inRows.FirstOrDefaultAsync(token) is { } row)
            {
                return PartitionRows.ReadRaw(row);
            }

            await foreach (var blob in account.RawPayloads.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{requestId}/{mailKey}", token))
            {
                return (await account.RawPayloads.GetBlobClient(blob.Name).DownloadContentAsync(token)).Value.Content.ToArray();
            }

            return null;
        },
        cancellationToken);
}
