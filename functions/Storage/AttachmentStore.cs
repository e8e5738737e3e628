using System.Buffers;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Router.Storage;

/// <summary>The files that came with a request or a later mail of it, each a blob of its own; never opened by us.</summary>
internal sealed class AttachmentStore(StorageAccount account)
{
    private const int MailKeyLength = 24;
    private const int BlockBytes = 1_048_576;

    // Whatever the sender says it is: nothing that a browser would show.
    private const string Opaque = "application/octet-stream";

    /// <param name="mailKey">Which mail of the request, see <see cref="MailKeyOf"/>.</param>
    /// <param name="index">Its place among the mail's files, from 0.</param>
    /// <param name="name">Safe, see Intake.</param>
    public Task SaveAsync(string requestId, string mailKey, int index, string name, byte[] content, CancellationToken cancellationToken) => account.RunAsync(
        token => account.Attachments.GetBlobClient(PathOf(requestId, mailKey, index, name)).UploadAsync(
            BinaryData.FromBytes(content),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = Opaque } },
            token),
        cancellationToken);

    /// <summary>Block by block, so that memory holds one of them, each under a deadline of its own.</summary>
    /// <param name="content">Can be read from its beginning.</param>
    public async Task SaveAsync(string requestId, string mailKey, int index, string name, Stream content, CancellationToken cancellationToken)
    {
        var blob = account.Attachments.GetBlockBlobClient(PathOf(requestId, mailKey, index, name));
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            content.Position = 0;
            var ids = new List<string>();
            int length;
            while ((length = await content.ReadAtLeastAsync(block.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                ids.Add(Convert.ToBase64String(BitConverter.GetBytes(ids.Count)));
                await account.RunAsync(token => blob.StageBlockAsync(ids[^1], new MemoryStream(block, 0, length, writable: false), cancellationToken: token), cancellationToken);
            }

            await account.RunAsync(token => blob.CommitBlockListAsync(ids, new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentType = Opaque } }, token), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

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
