using MimeKit;

namespace Router.Intake.Email;

/// <summary>Bytes to a mail, within limits that no real mail reaches.</summary>
internal static class MailParser
{
    private const int MaxDepth = 32;

    /// <summary>Null where the bytes hold no mail, or one over the limits.</summary>
    public static MimeMessage? Parse(byte[] body)
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxDepth;
        options.MaxAddressGroupDepth = 1;
        try
        {
            MailSize.Check(options, body);
            using var stream = new MemoryStream(body, writable: false);
            return MimeMessage.Load(options, stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
