using Router.Intake.Email.Senders;
using Router.Teams;

namespace Router.Intake.Email;

/// <summary>Which mail addresses are ours.</summary>
internal sealed class OwnMail
{
    private static readonly char[] Separators = [',', ';', ' '];

    private readonly HashSet<string> _mailboxes;
    private readonly HashSet<string> _domains;
    private readonly HashSet<string> _people;

    /// <param name="mailbox">Address of the mailbox that we read; empty for none.</param>
    public OwnMail(EmailOptions options, Team team, string mailbox = "")
    {
        _mailboxes = Set(options.Addresses.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Append(mailbox).Where(address => address.Length > 0));
        _domains = Set(options.Domains.Split(Separators, StringSplitOptions.RemoveEmptyEntries));
        _people = Set(team.People.Select(person => person.Email));
        AuthenticationHosts = new AuthenticationHosts(options.AuthenticationHost.Split(Separators, StringSplitOptions.RemoveEmptyEntries), options.AuthenticationHeaders);
    }

    public AuthenticationHosts AuthenticationHosts { get; }

    /// <summary>Whether we read and send mail under the address.</summary>
    public bool IsMailbox(string address) => _mailboxes.Contains(address);

    /// <summary>Whether a colleague writes from the address: a person of the team file, or anybody of an own domain.</summary>
    public bool IsAgent(string address) =>
        !IsMailbox(address) && (_people.Contains(address) || _domains.Contains(address[(address.LastIndexOf('@') + 1)..]));

    private static HashSet<string> Set(IEnumerable<string> texts) => new(texts, StringComparer.OrdinalIgnoreCase);
}
