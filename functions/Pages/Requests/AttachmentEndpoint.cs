using Microsoft.Net.Http.Headers;
using Router.Pages.Errors;
using Router.Requests;
using Router.Storage;

namespace Router.Pages.Requests;

/// <summary>A file that came with a mail or a form, as a download only: a browser never opens it on our site.</summary>
internal static class AttachmentEndpoint
{
    public static async Task<IResult> ShowAsync(string id, string mail, int index, HttpContext context, PartitionStore partitions, AttachmentStore attachments)
    {
        if (!RequestId.TryParse(id, out var known)
            || await partitions.LoadAsync(known.Value, context.RequestAborted) is not { Request: { } request } partition
            || FilesOf(partition, request, mail).ElementAtOrDefault(index) is not { } attachment
            || await attachments.OpenAsync(known.Value, mail, index, attachment.Name, context.RequestAborted) is not { } content)
        {
            return ErrorResult.NotFound();
        }

        // Both forms of the name, each encoded (RFC 6266).
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(attachment.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.Stream(content, "application/octet-stream");
    }

    private static IReadOnlyList<Attachment> FilesOf(Partition partition, Request request, string mail) =>
        request.Channel is Channel.Email or Channel.Form && AttachmentStore.MailKeyOf(request.ContentHash) == mail
            ? request.Attachments
            : partition.FollowUps.FirstOrDefault(followUp => followUp.Key == mail)?.Attachments ?? [];
}
