using MimeKit;
using Org.BouncyCastle.Cms;

namespace Router.Intake.Email.Mime;

/// <summary>What an opaque S/MIME signature wraps (RFC 8551): the mail is in the clear within it. Whether the signature is right is not asked.</summary>
internal static class SignedContents
{
    private const int MaxBytes = 33_554_432;

    public static bool MayBe(MimePart part) =>
        part.ContentType.IsMimeType("application", "pkcs7-mime") || part.ContentType.IsMimeType("application", "x-pkcs7-mime")
        || (part.FileName ?? "").EndsWith(".p7m", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where it is encrypted or no such thing; then it is a file.</summary>
    public static MimeEntity? Read(MimePart part)
    {
        if (part.Content is not { Stream.Length: <= MaxBytes } content)
        {
            return null;
        }

        try
        {
            using var decoded = new MemoryStream();
            content.DecodeTo(decoded);
            if (new CmsSignedData(decoded.ToArray()).SignedContent is not { } signed)
            {
                return null;
            }

            using var inner = new MemoryStream();
            signed.Write(inner);
            return MailParser.Entity(inner.ToArray());
        }
        catch (Exception broken) when (broken is CmsException or IOException or FormatException or ArgumentException or InvalidCastException or InvalidOperationException or NullReferenceException)
        {
            // The library answers garbage with any of these.
            return null;
        }
    }
}
