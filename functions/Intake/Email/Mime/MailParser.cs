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

    /// <summary>Either the mail or the reason why there is none.</summary>
    public static (MimeMessage? Message, Problem? Problem) Parse(byte[] body)
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxDepth;
        options.MaxAddressGroupDepth = 1;
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
}
