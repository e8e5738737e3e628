using System.Text;
using MimeKit;
using Router.Requests;

namespace Router.Intake.Email.Mime;

/// <summary>Bytes to a mail, within limits that no real mail reaches.</summary>
internal static class MailParser
{
    // Over what MailSize refuses, so that a mail is read whole or not at all.
    private const int MaxDepth = MailSize.MaxDepth + 4;

    // Without it the framework knows no windows-1252, no iso-8859-2, no Asian charset; nor can the parser then read TNEF.
    static MailParser() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>What is wrapped in a mail, with a header of its own and within the same limits; null where it is none.</summary>
    public static MimeEntity? Entity(byte[] bytes)
    {
        var options = Options();
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            return MailSize.Check(options, bytes) is null ? MimeEntity.Load(options, stream) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Either the mail or the reason why there is none.</summary>
    public static (MimeMessage? Message, Problem? Problem) Parse(byte[] body)
    {
        var options = Options();
        try
        {
            if (MailSize.Check(options, body) is { } problem)
            {
                return (null, problem);
            }

            using var stream = new MemoryStream(body, writable: false);
            return (MimeMessage.Load(options, stream), null);
        }
        catch (FormatException)
        {
            return (null, Problem.Malformed("The body is no mail."));
        }
    }

    private static ParserOptions Options()
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxDepth;
        options.MaxAddressGroupDepth = 1;
        return options;
    }
}
