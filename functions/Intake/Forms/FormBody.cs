using Router.Intake.Bodies;

namespace Router.Intake.Forms;

/// <summary>A form's post as it comes over the wire, before anything of it is read.</summary>
/// <param name="Key">The sender's Idempotency-Key; null where there is none.</param>
/// <param name="Memory">What of it is kept in memory is taken from this.</param>
/// <param name="OpenRoom">Makes room for one file.</param>
internal sealed record FormBody(Stream Content, string? ContentType, string? Key, ByteShare Memory, Func<Stream> OpenRoom)
{
    public const string Json = "application/json";
    public const string UrlEncoded = "application/x-www-form-urlencoded";
    public const string Multipart = "multipart/form-data";

    public string MediaType => MediaTypeOf(ContentType);

    /// <summary>The media type without parameters, in lower case; empty where none was given.</summary>
    public static string MediaTypeOf(string? contentType)
    {
        var text = contentType ?? "";
        var end = text.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim().ToLowerInvariant();
    }
}

/// <summary>What intake made of a form's post.</summary>
/// <param name="Post">What it holds; null where it could not be read.</param>
/// <param name="Raw">What is kept of it as it came: its bytes, or of a post with files its fields and what its files are called.</param>
internal sealed record FormReading(IntakeResult Result, FormPost? Post, ReadOnlyMemory<byte> Raw, string? RawContentType)
{
    public FormReading(IntakeResult result)
        : this(result, null, default, null)
    {
    }
}
