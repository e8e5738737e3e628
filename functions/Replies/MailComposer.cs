using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Text;
using Router.Requests;

namespace Router.Replies;

/// <summary>Makes the mail that goes out (RFC 5322), the same each time: its Message-ID derives from what it belongs to.</summary>
internal static class MailComposer
{
    /// <summary>Without angle brackets.</summary>
    /// <param name="edition">See <see cref="Mail.Edition"/>.</param>
    public static string MessageIdOf(string partition, string mailKey, string from, int edition = 0)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(edition == 0 ? $"{partition}\n{mailKey}" : string.Create(CultureInfo.InvariantCulture, $"{partition}\n{mailKey}\n{edition}")));
        return $"router.{Convert.ToHexStringLower(hash.AsSpan(0, 16))}@{from[(from.LastIndexOf('@') + 1)..]}";
    }

    /// <param name="isApproved">True where a person sends it; only then others get copies.</param>
    public static byte[] Compose(Mail mail, string partition, string from, bool isApproved)
    {
        using var message = new MimeMessage();
        message.MessageId = MessageIdOf(partition, mail.Key, from, mail.Edition);
        message.Date = mail.CreatedAt;
        message.From.Add(new MailboxAddress("", from));
        message.To.Add(new MailboxAddress(mail.ToName, mail.To));
        if (isApproved)
        {
            message.Cc.AddRange(mail.Copied.Where(address => !address.Equals(mail.To, StringComparison.OrdinalIgnoreCase)).Select(address => new MailboxAddress("", address)));
        }

        message.Subject = mail.Subject;
        if (IsWritable(mail.InReplyTo))
        {
            message.InReplyTo = mail.InReplyTo;
        }

        message.References.AddRange(mail.References.Where(IsWritable));
        if (mail.WrittenBy is null)
        {
            AddSigns(message.Headers, isReply: mail.InReplyTo is not null);
        }

        message.Body = new MultipartAlternative(
            new TextPart(TextFormat.Plain) { Text = mail.PlainText },
            new TextPart(TextFormat.Html) { Text = mail.Html });
        using var bytes = new MemoryStream();
        message.WriteTo(Rfc5322, bytes);
        return bytes.ToArray();
    }

    // Outside text: what is no id would break the header, and the place of a long or odd one is taken by a hash of ours that nobody else knows.
    private static bool IsWritable(string? id) =>
        id is not null && id.Contains('@', StringComparison.Ordinal) && !id.StartsWith("hash:", StringComparison.Ordinal) && id.All(character => char.IsAscii(character) && !char.IsControl(character) && character is not (' ' or '<' or '>'));

    private static FormatOptions Rfc5322 { get; } = CrLf();

    // RFC 3834, and what Exchange reads: nobody's absence assistant shall answer us. Reports of failed delivery may come.
    private static void AddSigns(HeaderList headers, bool isReply)
    {
        headers.Add("Auto-Submitted", isReply ? "auto-replied" : "auto-generated");
        headers.Add("X-Auto-Response-Suppress", "OOF, AutoReply");
    }

    private static FormatOptions CrLf()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }
}
