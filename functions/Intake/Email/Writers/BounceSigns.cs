using System.Text.RegularExpressions;
using MimeKit;
using Router.Intake.Email.Words;

namespace Router.Intake.Email.Writers;

/// <summary>Delivery reports: by their form, else by two signs of sender, subject and words together.</summary>
internal static partial class BounceSigns
{
    private const int MaxOpening = 400;
    private const int MaxLooked = 4_000;

    /// <summary>Null for none.</summary>
    public static string? Find(WriterEvidence mail)
    {
        if (IsReport(mail.Message.Body))
        {
            return "a delivery report by its form";
        }

        if (mail.Has("X-Failed-Recipients"))
        {
            return "X-Failed-Recipients";
        }

        // Exchange marks its own reports, also those that lost their form on the way.
        if (mail.Has("X-MS-Exchange-Message-Is-Ndr") && IsDaemon(mail))
        {
            return "X-MS-Exchange-Message-Is-Ndr";
        }

        var text = OutsideText.Cut(mail.Text, MaxLooked);
        var hasSubject = !mail.IsReply && Wording.StartsWithAny(mail.Subject, WriterWords.All.BounceSubjects);
        var hasPhrase = Wording.Has(text, WriterWords.All.BouncePhrases);
        var hasCode = StatusCode().IsMatch(text);
        var opens = Wording.Has(OutsideText.Cut(text, MaxOpening), WriterWords.All.BounceOpenings);
        return IsDaemon(mail) && (hasSubject || hasPhrase || hasCode) ? "a mail daemon's report by sender and words"
            : mail.Values("Return-Path").Any(value => value is "<>") && (hasSubject || opens) ? "a report by the null return path and its words"
            : hasSubject && StartsWithOpening(text) && !PersonSigns.In(OutsideText.Cut(mail.NewText, MaxLooked)) ? "a report by its subject and words"
            : opens && hasPhrase && hasCode && !mail.IsReply && StartsWithOpening(text) ? "a report by its words"
            : null;
    }

    private static bool IsDaemon(WriterEvidence mail)
    {
        var local = mail.Sender.Address.Split('@')[0];
        var name = mail.Sender.Name;
        return IsDaemonName(local) || (mail.Sender.Address.Length == 0 && (name.Length == 0 || IsDaemonName(name) || Wording.Has(name, ["mail delivery", "mailer", "postmaster"])))
            || Wording.Has(name, ["mail delivery subsystem", "mail delivery system"]);
    }

    private static bool IsDaemonName(string name) =>
        string.Concat(name.Where(char.IsLetter)).ToLowerInvariant() is "mailerdaemon" or "postmaster" or "maildaemon" or "mdaemon" or "bounce" or "bounces" || IsExchange(name);

    // "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e": the figures are the same in every organisation, or lost.
    private static bool IsExchange(string name) => name.StartsWith("MicrosoftExchange", StringComparison.OrdinalIgnoreCase) && name["MicrosoftExchange".Length..].All(char.IsAsciiHexDigit);

    // A multipart/report may be about something else: a receipt says that a mail was read.
    private static bool IsReport(MimeEntity? body) => body switch
    {
        MessageDeliveryStatus => true,
        Multipart multipart => multipart.OfType<MessageDeliveryStatus>().Any()
            || multipart.Any(part => part.ContentType.IsMimeType("message", "delivery-status"))
            || (multipart.ContentType.IsMimeType("multipart", "report") && "delivery-status".Equals(multipart.ContentType.Parameters["report-type"], StringComparison.OrdinalIgnoreCase)),
        _ => body?.ContentType.IsMimeType("message", "delivery-status") == true,
    };

    private static bool StartsWithOpening(string text) => WriterWords.All.BounceOpenings.Any(phrase => text.TrimStart().StartsWith(phrase, StringComparison.OrdinalIgnoreCase));

    // "550", "5.1.1", "421": as a host writes them.
    [GeneratedRegex(@"(?<![\d.])([45]\.\d{1,3}\.\d{1,3}|[45][0-5]\d)(?![\d.])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex StatusCode();
}
