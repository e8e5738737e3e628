using System.Text;
using Router.Access;
using Router.Intake.Email;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Pages.Guard;
using Router.Requests;
using Router.Storage;
using Router.Triage;

namespace Router.Pages.Requests;

/// <summary>A mail as it came, with what was left out of it marked.</summary>
internal static class WholeMailEndpoints
{
    public static async Task<IResult> ShowAsync(string id, string mail, HttpContext context, PartitionStore partitions, RawPayloadStore payloads)
    {
        if (await FindAsync(id, mail, context, partitions, payloads) is not var (request, mime) || WholeMail.Read(mime, request.ReceivedAt) is not { } whole)
        {
            return ErrorResult.NotFound();
        }

        SecurityHeaders.AllowFrame(context.Response.Headers);
        return new PageResult(Slices.WholeMail(new WholeMailPageModel(request, mail, whole)));
    }

    /// <summary>For the frame of that page only.</summary>
    public static async Task<IResult> ShowHtmlAsync(string id, string mail, HttpContext context, PartitionStore partitions, RawPayloadStore payloads)
    {
        if (await FindAsync(id, mail, context, partitions, payloads) is not var (_, mime) || WholeMail.HtmlOf(mime) is not { } html)
        {
            return ErrorResult.NotFound();
        }

        SecurityHeaders.Frame(context.Response.Headers);
        return TypedResults.Text($"<!doctype html><meta charset=\"utf-8\"><title>Mail</title>{html}", "text/html", Encoding.UTF8);
    }

    /// <summary>The bytes, for a mail program: a browser saves them and shows nothing.</summary>
    public static async Task<IResult> DownloadAsync(string id, string mail, HttpContext context, PartitionStore partitions, RawPayloadStore payloads)
    {
        if (await FindAsync(id, mail, context, partitions, payloads) is not var (_, mime))
        {
            return ErrorResult.NotFound();
        }

        SecurityHeaders.Download(context.Response.Headers);
        return TypedResults.File(mime, "application/octet-stream", $"{mail}.eml");
    }

    public static async Task<IResult> TakeWholeAsync(string id, string mail, HttpContext context, PartitionStore partitions, RawPayloadStore payloads, SecondLook look, AuditTrail trail)
    {
        if (await FindAsync(id, mail, context, partitions, payloads) is not var (request, mime) || WholeMail.TextOf(mime, request.ReceivedAt) is not { } text)
        {
            return ErrorResult.NotFound();
        }

        await trail.RecordAsync(context, Act.TakeWholeMail, $"/requests/{request.Id}", mail);
        return RequestId.TryParse(id, out var known) && await look.TakeWholeAsync(known, mail, text, SignedInPerson.Of(context).AsActor(), context.RequestAborted)
            ? new SeeOther($"/requests/{request.Id}")
            : ErrorResult.NotFound();
    }

    public static async Task<IResult> TakeUpAsync(string id, HttpContext context, SecondLook look, AuditTrail trail)
    {
        if (!RequestId.TryParse(id, out var known))
        {
            return ErrorResult.NotFound();
        }

        await trail.RecordAsync(context, Act.TakeUp, $"/requests/{id}");
        return await look.TakeUpAsync(known, SignedInPerson.Of(context).AsActor(), context.RequestAborted) ? new SeeOther($"/requests/{id}") : ErrorResult.NotFound();
    }

    private static async Task<(Request Request, byte[] Mime)?> FindAsync(string id, string mail, HttpContext context, PartitionStore partitions, RawPayloadStore payloads) =>
        RequestId.TryParse(id, out var known) && mail.Length > 0 && mail.All(char.IsAsciiHexDigitLower)
        && await partitions.FindRequestAsync(known.Value, context.RequestAborted) is { Request: { Channel: Channel.Email } request }
        && await payloads.FindAsync(known.Value, mail, context.RequestAborted) is { } mime
            ? (request, mime)
            : null;
}
