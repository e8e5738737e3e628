using Azure.Storage.Blobs.Models;

namespace Router.Storage;

/// <summary>The files that came with a request or a later mail of it, each a blob of its own; never opened by us.</summary>
internal sealed class AttachmentStore(StorageAccount account)
{
    private const int MailKeyLength = 24;

    /// <param name="mailKey">Which mail of the request, see <see cref="MailKeyOf"/>.</param>
    /// <param name="index">Its place among the mail's files, from 0.</param>
    /// <param name="name">Safe, see Intake.</param>
    public Task SaveAsync(string requestId, string mailKey, int index, string name, byte[] content, CancellationToken cancellationToken) => account.RunAsync(
        token => account.Attachments.GetBlobClient(PathOf(requestId, mailKey, index, name)).UploadAsync(
            BinaryData.FromBytes(content),
            // Whatever the sender says it is: nothing that a browser would show.
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream" } },
            token),
        cancellationToken);

    /// <returns>Null where there is none.</returns>
    public Task<Stream?> OpenAsync(string requestId, string mailKey, int index, string name, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var blob = account.Attachments.GetBlobClient(PathOf(requestId, mailKey, index, name));
            return (await blob.ExistsAsync(token)).Value ? await blob.OpenReadAsync(cancellationToken: cancellationToken) : null;
        },
        cancellationToken);

    public static string MailKeyOf(string contentHash) => contentHash[..Math.Min(MailKeyLength, contentHash.Length)];

    private static string PathOf(string requestId, string mailKey, int index, string name) => $"{requestId}/{mailKey}/{index:D3} {name}";
}
