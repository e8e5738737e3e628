using Router.Intake.Email;
using Router.Requests;

namespace Router.Conversations;

/// <summary>Who may write in a request's conversation.</summary>
internal static class PartyList
{
    private const int MaxParties = 20;
    private const int MaxPartyLength = 320;

    /// <summary>The parties with a mail's sender and those in its copy, our own mailboxes left out.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> parties, string sender, MailHead? mail, OwnMail own) =>
    [
        .. parties
            .Concat([sender, .. mail?.Copied ?? []])
            .Where(address => address.Length is > 0 and <= MaxPartyLength && !own.IsMailbox(address))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxParties),
    ];

    /// <summary>
    /// The parties as its mails make them one after the other, by what is believed of each now: the customer, then whoever is named by a mail of a colleague, of a party, or one that
    /// a person believes. Whom only somebody brought in who is no party is none either, however long the chain.
    /// </summary>
    /// <returns>Also the later mails that count.</returns>
    public static (IReadOnlyList<string> Parties, IReadOnlyList<FollowUp> Counting) Of(Request request, IEnumerable<FollowUp> mails, OwnMail own)
    {
        var parties = With([], request.Customer.Address, request.Doubt.IsLifted() ? request.Mail : null, own);
        List<FollowUp> counting = [];
        foreach (var together in mails.Where(mail => !mail.IsNote && !mail.IsAutomatic && mail.Doubt.IsLifted()).GroupBy(mail => mail.ReceivedAt).OrderBy(group => group.Key))
        {
            var left = together.ToList();
            while (left.Find(mail => Counts(mail, parties, own)) is { } next)
            {
                left.Remove(next);
                counting.Add(next);
                // A comment in another system makes nobody a party.
                parties = next.Mail is null ? parties : With(parties, next.From.Address, next.Mail, own);
            }
        }

        return (parties, counting);
    }

    private static bool Counts(FollowUp mail, IReadOnlyList<string> parties, OwnMail own) =>
        mail.Doubt is not null || mail.IsFromColleague || own.IsAgent(mail.From.Address) || parties.Contains(mail.From.Address, StringComparer.OrdinalIgnoreCase);
}
