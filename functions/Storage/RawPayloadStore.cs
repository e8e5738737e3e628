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
}
