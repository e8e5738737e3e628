using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Router.Intake.Bodies;
using Router.Requests;

namespace Router.Intake.Forms;

/// <summary>multipart/form-data as it comes: fields as text, files through a small buffer into the room they are given.</summary>
internal sealed class MultipartFormParser
{
    // RFC 2046 5.1.1.
    private const int MaxBoundaryLength = 70;
    private const int MaxPartHeaders = 16;
    private const int MaxPartHeaderBytes = 8_192;
    private const int MaxTypeLength = 100;

    private readonly FormBody body;
    private readonly FormsOptions limits;
    private readonly List<SentField> fields = [];
    private readonly List<SentFile> files = [];
    private long textLeft;

    private MultipartFormParser(FormBody body, FormsOptions limits)
    {
        this.body = body;
        this.limits = limits;
        textLeft = limits.MaxBytes;
    }

    /// <summary>Neither where the body is not well formed. Reads at most one file more than allowed, so that the caller sees the excess.</summary>
    public static async Task<(FormPost? Post, Problem? Problem)> ReadAsync(FormBody body, FormsOptions limits, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(body.ContentType, out var mediaType))
        {
            return default;
        }

        var boundary = HeaderUtilities.RemoveQuotes(mediaType.Boundary).Value;
        if (string.IsNullOrWhiteSpace(boundary) || boundary.Length > MaxBoundaryLength)
        {
            return default;
        }

        try
        {
            return await new MultipartFormParser(body, limits).ReadPartsAsync(boundary, cancellationToken);
        }
        catch (IOException broken) when (broken is not (BadHttpRequestException or NoRoomException))
        {
            return default;
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }

    private async Task<(FormPost?, Problem?)> ReadPartsAsync(string boundary, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, body.Content) { HeadersCountLimit = MaxPartHeaders, HeadersLengthLimit = MaxPartHeaderBytes };
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
            {
                return default;
            }

            var isFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
            if (isFile && files.Count == limits.MaxFiles && !IsEmptyInput(disposition))
            {
                return (null, Problem.FieldInvalid($"At most {limits.MaxFiles} files."));
            }

            var (isRead, problem) = isFile ? await ReadFileAsync(disposition, section, cancellationToken) : await ReadFieldAsync(disposition, section, cancellationToken);
            if (!isRead)
            {
                return (null, problem);
            }

            if (fields.Count > FormPost.MaxFields)
            {
                break;
            }
        }

        return (new FormPost(fields, files), null);
    }

    private async Task<(bool, Problem?)> ReadFieldAsync(ContentDispositionHeaderValue disposition, MultipartSection section, CancellationToken cancellationToken)
    {
        if (await BoundedBytes.ReadAsync(section.Body, textLeft, body.Memory, cancellationToken) is not { } content)
        {
            return (false, Problem.TooLarge(limits.MaxBytes));
        }

        textLeft -= content.Length;
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
        if (string.IsNullOrEmpty(name))
        {
            return default;
        }

        fields.Add(new SentField(name, UrlEncodedFormParser.Text(content)));
        return (true, null);
    }

    private async Task<(bool, Problem?)> ReadFileAsync(ContentDispositionHeaderValue disposition, MultipartSection section, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Stream? room = null;
        var length = await BoundedBytes.CopyAsync(
            section.Body,
            limits.MaxFileBytes,
            (chunk, token) =>
            {
                hash.AppendData(chunk.Span);
                return (room ??= body.OpenRoom()).WriteAsync(chunk, token);
            },
            cancellationToken);
        if (length is null)
        {
            return (false, Problem.FileTooLarge(limits.MaxFileBytes));
        }

        // A file input that was left empty sends a part without name and content.
        if (length == 0 && IsEmptyInput(disposition))
        {
            return (true, null);
        }

        var name = FileNames.Clean(GivenName(disposition), files.Count + 1);
        var type = OutsideText.Line(section.ContentType, MaxTypeLength);
        var attachment = new Attachment(name, type.Length == 0 ? "application/octet-stream" : type, length.Value);
        files.Add(new SentFile(HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "", attachment, Convert.ToHexStringLower(hash.GetHashAndReset()), room ?? Stream.Null));
        return (true, null);
    }

    private static bool IsEmptyInput(ContentDispositionHeaderValue disposition) => string.IsNullOrEmpty(GivenName(disposition));

    private static string? GivenName(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
}

/// <summary>There was no room for a file; it can be sent again later.</summary>
internal sealed class NoRoomException(Exception reason) : IOException("There was no room for a file that came with a form.", reason);
