using System.Globalization;
using System.Text.RegularExpressions;

namespace Router.Intake.Email.Writers;

/// <summary>The verdict of the host that took the mail in, in the headers of SpamAssassin, rspamd, Exchange, Barracuda, GMX and Proton.</summary>
internal static partial class SpamSigns
{
    // Exchange: 5 and 6 are spam, 7 to 9 are surely spam; -1 means that it was not looked at.
    private const int FirstSpamLevel = 5;

    /// <summary>Null for none.</summary>
    public static string? Find(WriterEvidence mail) =>
        Flagged(mail, "X-Spam-Flag", IsYes) ?? Flagged(mail, "X-Spam", IsYes) ?? Flagged(mail, "X-Spam-Status", IsYes) ?? Flagged(mail, "X-Barracuda-Spam-Status", IsYes)
        ?? Flagged(mail, "X-Spam-Action", IsActedOn)
        ?? Flagged(mail, "X-Spamd-Result", value => Verdict().IsMatch(value))
        ?? Flagged(mail, "X-Rspamd-Action", IsActedOn)
        ?? Flagged(mail, "X-MS-Exchange-Organization-SCL", IsSpamLevel)
        ?? Flagged(mail, "X-Forefront-Antispam-Report", value => Filtered().IsMatch(value))
        ?? Flagged(mail, "X-Microsoft-Antispam-Mailbox-Delivery", value => value.Contains("dest:J", StringComparison.Ordinal))
        ?? Flagged(mail, "X-Proofpoint-Spam-Details", value => value.StartsWith("rule=spam", StringComparison.OrdinalIgnoreCase))
        ?? Flagged(mail, "X-Pm-Spam-Action", value => value is "spam" or "phishing")
        ?? Flagged(mail, "X-GMX-Antispam", value => value is ['5' or '6', ..])
        ?? Flagged(mail, "X-Bogosity", value => value.StartsWith("Spam", StringComparison.OrdinalIgnoreCase) || IsYes(value))
        ?? Flagged(mail, "X-DSPAM-Result", value => value.StartsWith("Spam", StringComparison.OrdinalIgnoreCase));

    private static string? Flagged(WriterEvidence mail, string header, Predicate<string> isSpam) =>
        mail.Values(header).FirstOrDefault(value => isSpam(value)) is not null ? $"{header}: the mail host takes it for spam" : null;

    private static bool IsYes(string value) => value.StartsWith("yes", StringComparison.OrdinalIgnoreCase) || value.StartsWith("true", StringComparison.OrdinalIgnoreCase);

    private static bool IsActedOn(string value) => value is "reject" or "add header" or "rewrite subject";

    private static bool IsSpamLevel(string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level) && level >= FirstSpamLevel;

    [GeneratedRegex(@"^default:\s*True", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Verdict();

    [GeneratedRegex(@"(^|;)\s*(SFV:(SPM|SKB|SKS)|SCL:[5-9]|CAT:(SPM|HSPM|PHSH|HPHSH|MALW|HPHISH))\s*(;|$)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Filtered();
}
