using Router.Intake.Email.Loops;
using Router.Intake.Email.Words;
using Router.Requests;

namespace Router.Intake.Email.Writers;

/// <summary>
/// Newsletters and notices, by the weight of several signs. Each of them also stands in mail that people write: groups, sales tools, forms and mail rules add such headers.
/// </summary>
internal static class BulkSigns
{
    private const int Enough = 4;

    private static readonly string[] Platforms = ["Feedback-ID", "X-Campaign", "X-CampaignID", "X-Campaign-Id", "X-MC-User", "X-SG-EID", "X-Mailgun-Tag", "X-CSA-Complaints", "X-Mailchimp-Campaign", "X-Newsletter", "X-Marketo", "List-Unsubscribe-Post"];
    private static readonly string[] Newsletters = ["news", "newsletter", "newsletters", "marketing", "promo", "promotions", "offers", "deals", "mailing", "digest", "campaign", "notification", "notifications", "notify", "alerts"];
    private static readonly string[] Lists = ["List-Id", "List-Post", "Mailing-List", "X-Mailing-List", "List-Owner", "List-Archive"];

    public static WriterVerdict Weigh(WriterEvidence mail)
    {
        var signs = Signs(mail).ToList();
        var weight = signs.Sum(sign => sign.Weight);
        return new WriterVerdict(weight >= Enough ? MailWriter.Automatic : MailWriter.Person, [.. signs.Select(sign => sign.Words)]);
    }

    private static IEnumerable<(int Weight, string Words)> Signs(WriterEvidence mail)
    {
        if (MachineAddress.Is(mail.Sender.Address))
        {
            yield return (3, "an address that nobody reads");
        }
        else if (Newsletters.Contains(mail.Sender.Address.Split('@')[0], StringComparer.OrdinalIgnoreCase))
        {
            yield return (2, "an address of a newsletter");
        }

        if (mail.Values("Precedence").FirstOrDefault(value => value is "bulk" or "junk" or "list" or "Bulk" or "Junk" or "List") is { } precedence)
        {
            yield return (1, $"Precedence: {precedence}");
        }

        var list = Lists.Where(mail.Has).Select(name => (Name: name, Value: mail.Values(name).First())).FirstOrDefault();
        if (list.Name is not null)
        {
            yield return IsOurs(list.Value, mail.Recipients) ? (-2, $"but {list.Name} is our own group") : (1, list.Name);
        }

        if (mail.Has("List-Unsubscribe"))
        {
            yield return (1, "List-Unsubscribe");
        }

        if (Array.Find(Platforms, mail.Has) is { } platform)
        {
            yield return (1, platform);
        }

        if (Wording.Has(mail.Text, WriterWords.All.Unsubscribe))
        {
            yield return (2, "words of a newsletter");
        }

        if (Wording.Has(mail.NewText, WriterWords.All.Automated))
        {
            yield return (2, "it calls itself automatic");
        }

        if (mail.Has("X-Auto-Response-Suppress"))
        {
            yield return (0, "X-Auto-Response-Suppress asks for no automatic answer");
        }

        if (HeaderSigns.HasPersonToAnswer(mail))
        {
            yield return (-4, "but Reply-To names a person");
        }

        if (mail.IsReply)
        {
            yield return (-2, "but it answers a mail");
        }

        if (mail.Has("X-Original-Sender"))
        {
            yield return (-1, "but a group passed it on");
        }
    }

    // "support.example.com" is the id of the group support@example.com.
    private static bool IsOurs(string value, IReadOnlyList<Customer> recipients) => recipients.Any(one =>
        one.Address.Length > 0 && (value.Contains(one.Address, StringComparison.OrdinalIgnoreCase) || value.Contains(one.Address.Replace('@', '.'), StringComparison.OrdinalIgnoreCase)));
}
