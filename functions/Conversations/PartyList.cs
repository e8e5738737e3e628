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
}
