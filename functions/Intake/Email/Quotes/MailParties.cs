using System.Text.RegularExpressions;
using Router.Requests;

namespace Router.Intake.Email.Quotes;

/// <summary>Who wrote a mail and to whom: it tells a quote of our own mail from one that a customer sends on.</summary>
internal sealed partial class MailParties(Customer? sender, IReadOnlyList<Customer> recipients)
{
    private const int MaxLineLength = 2_000;

    private readonly HashSet<string> _addresses = new(recipients.Select(one => one.Address).Where(address => address.Length > 0), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(recipients.Select(one => one.Name).Where(name => name.Length > 2), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _domains = new(
        recipients.Select(one => DomainOf(one.Address)).Where(domain => domain.Length > 0 && domain != DomainOf(sender?.Address ?? "")), StringComparer.OrdinalIgnoreCase);

    public static MailParties Unknown { get; } = new(null, []);

    public string SenderName => sender?.Name ?? "";

    /// <summary>Whether a line of a quoted mail names somebody whom this mail is written to: then it quotes what he wrote.</summary>
    public bool IsRecipient(string line)
    {
        var addresses = AddressesIn(line);
        return addresses.Count > 0
            ? addresses.Any(address => _addresses.Contains(address) || _domains.Contains(DomainOf(address)))
            : _names.Contains(NameIn(line));
    }

    /// <summary>Whether a quoted mail went between others than us, so that a reply brings it to us for the first time.</summary>
    public bool IsBetweenOthers(QuotedHeader header)
    {
        var from = AddressesIn(header.From);
        if (_addresses.Count == 0 || from.Count == 0 || IsRecipient(header.From) || from.Any(IsSender))
        {
            return false;
        }

        var to = AddressesIn(header.To);
        return to.Count > 0
            ? !to.Any(address => _addresses.Contains(address) || _domains.Contains(DomainOf(address)))
            : from.All(address => DomainOf(address) != DomainOf(sender?.Address ?? ""));
    }

    private bool IsSender(string address) => address.Equals(sender?.Address, StringComparison.OrdinalIgnoreCase);

    private static List<string> AddressesIn(string line) =>
        [.. Address().Matches(OutsideText.Cut(line, MaxLineLength)).Select(match => match.Value.TrimEnd('.')).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string NameIn(string line) => line.Trim(' ', '"', '\'', '*', ':');

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    [GeneratedRegex(@"[^\s<>()\[\]:;,""'@]{1,64}@[\w.-]{1,253}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Address();
}
