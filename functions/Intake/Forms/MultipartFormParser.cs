using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Router.Shared;

namespace Router.Intake.Forms;

/// <summary>multipart/form-data: fields as text, files as name, type, size and hash. Their bytes stay in the raw payload.</summary>
internal static class MultipartFormParser
{
    // RFC 2046 5.1.1.
    private const int MaxBoundaryLength = 70;
    private const int MaxPartHeaders = 16;
    private const int MaxPartHeaderBytes = 8_192;
    private const int MaxTypeLength = 100;

    /// <summary>Null where the body is not well formed. Reads at most one file more than allowed, so that the caller sees the excess.</summary>
    public static FormPost? Parse(byte[] body, string? contentType, int maxFiles)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType))
        {
            return null;
        }

        var boundary = HeaderUtilities.RemoveQuotes(mediaType.Boundary).Value;
        if (string.IsNullOrWhiteSpace(boundary) || boundary.Length > MaxBoundaryLength)
        {
            return null;
        }

        try
        {
            return ReadParts(body, boundary, maxFiles);
        }
        catch (IOException)
        {
            return null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static FormPost? ReadParts(byte[] body, string boundary, int maxFiles)
    {
        using var stream = new MemoryStream(body, writable: false);
        var reader = new MultipartReader(boundary, stream) { HeadersCountLimit = MaxPartHeaders, HeadersLengthLimit = MaxPartHeaderBytes };
        var fields = new List<SentField>();
        var files = new List<SentFile>();

        // Over a memory stream every read has ended when it returns, so that waiting for it blocks nothing.
        while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            using var content = new MemoryStream();
            section.Body.CopyTo(content);
            var isFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
            if (!(isFile ? AddFile(files, disposition, section.ContentType, content) : AddField(fields, disposition, content)))
            {
                return null;
            }

            if (fields.Count > FormPost.MaxFields || files.Count > maxFiles)
            {
                break;
            }
        }

        return new FormPost(fields, files);
    }

    private static bool AddField(List<SentField> fields, ContentDispositionHeaderValue disposition, MemoryStream content)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
        var value = UrlEncodedFormParser.StrictText(content.GetBuffer().AsSpan(0, (int)content.Length));
        if (string.IsNullOrEmpty(name) || value is null)
        {
            return false;
        }

        fields.Add(new SentField(name, value));
        return true;
    }

    private static bool AddFile(List<SentFile> files, ContentDispositionHeaderValue disposition, string? contentType, MemoryStream content)
    {
        var given = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;

        // A file input that was left empty sends a part without name and content.
        if (string.IsNullOrEmpty(given) && content.Length == 0)
        {
            return true;
        }

        var name = FileNames.Clean(given, files.Count + 1);
        var type = OutsideText.Line(contentType, MaxTypeLength);
        var attachment = new Attachment(name, type.Length == 0 ? "application/octet-stream" : type, content.Length);
        files.Add(new SentFile(attachment, OriginHash.Of(content.ToArray())));
        return true;
    }
}
