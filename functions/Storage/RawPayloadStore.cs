using Azure.Storage.Blobs.Models;

namespace Router.Storage;

/// <summary>The bytes as they came, one blob per request and content; written before anything is acknowledged.</summary>
internal sealed class RawPayloadStore(StorageAccount account)
{
    public Task SaveAsync(string requestId, string contentHash, ReadOnlyMemory<byte> body, string? contentType, CancellationToken cancellationToken) => account.RunAsync(
        token => account.RawPayloads.GetBlobClient($"{requestId}/{contentHash}").UploadAsync(
            BinaryData.FromBytes(body),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } },
            token),
        cancellationToken);

    /// <summary>The bytes of one mail of a request; null where there are none.</summary>
    /// <param name="mailKey">See <see cref="AttachmentStore.MailKeyOf"/>.</param>
    public Task<byte[]?> FindAsync(string requestId, string mailKey, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            await foreach (var blob in account.RawPayloads.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{requestId}/{mailKey}", token))
            {
                return (await account.RawPayloads.GetBlobClient(blob.Name).DownloadContentAsync(token)).Value.Content.ToArray();
            }

            return null;
        },
        cancellationToken);
}
