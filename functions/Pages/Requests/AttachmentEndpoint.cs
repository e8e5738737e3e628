using Microsoft.Net.Http.Headers;
using Router.Pages.Errors;
using Router.Pages.Guard;
using Router.Requests;
using Router.Storage;

namespace Router.Pages.Requests;

/// <summary>A file that came with a mail or a form, as a download only: a browser never opens it on our site.</summary>
internal static class AttachmentEndpoint
{
    public static async Task<IResult> ShowAsync(string id, string mail, int index, HttpContext context, PartitionStore partitions, ConversationReader conversations, AttachmentStore attachments)
    {
        // The key becomes part of a filter.
        if (!RequestId.TryParse(id, out var known) || !mail.All(char.IsAsciiHexDigitLower)
            || await partitions.FindRequestAsync(known.Value, context.RequestAborted) is not { Request: var request }
            || (await FilesOfAsync(request, known, mail, conversations, context.RequestAborted)).ElementAtOrDefault(index) is not { } attachment
            || await attachments.OpenAsync(known.Value, mail, index, attachment.Name, context.RequestAborted) is not { } content)
        {
            return ErrorResult.NotFound();
        }

        // Both forms of the name, each encoded (RFC 6266).
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(attachment.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        SecurityHeaders.Download(context.Response.Headers);
        return TypedResults.Stream(content, "application/octet-stream");
    }

    private static async Task<IReadOnlyList<Attachment>> FilesOfAsync(Request request, RequestId id, string mail, ConversationReader conversations, CancellationToken cancellationToken) =>
        request.Channel is Channel.Email or Channel.Form && AttachmentStore.MailKeyOf(request.ContentHash) == mail
            ? request.Attachments
            : (await conversations.FindLaterAsync(id, mail, cancellationToken))?.Attachments ?? [];
}
