using MimeKit;

namespace Router.Intake.Email;

/// <summary>Bytes to a mail, within limits that no real mail reaches.</summary>
internal static class MailParser
{
    private const int MaxDepth = 32;
    private const int MaxHeaderBytes = 1_048_576;

    /// <summary>Null where the bytes hold no mail.</summary>
    public static MimeMessage? Parse(byte[] body)
    {
        if (HeaderLength(body) > MaxHeaderBytes)
        {
            return null;
        }

        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxDepth;
        options.MaxAddressGroupDepth = 1;
        try
        {
            using var stream = new MemoryStream(body, writable: false);
            return MimeMessage.Load(options, stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // The header ends at the first empty line, whichever line ends the sender uses.
    private static int HeaderLength(byte[] body)
    {
        var unix = body.AsSpan().IndexOf("\n\n"u8);
        var internet = body.AsSpan().IndexOf("\n\r\n"u8);
        var end = (unix, internet) switch
        {
            ( < 0, < 0) => body.Length,
            ( < 0, _) => internet,
            (_, < 0) => unix,
            _ => Math.Min(unix, internet),
        };
        return end;
    }
}
