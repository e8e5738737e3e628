namespace Router.Intake.Email.Senders;

/// <summary>Whose Authentication-Results are believed, and which of them.</summary>
internal sealed class AuthenticationHosts
{
    /// <summary>Stands for a host that writes no authserv-id, as Exchange Online does. Believed in mail that was read from the mailbox only: anybody can post a header without a name.</summary>
    public const string Unnamed = "unnamed";

    private const string Any = "*.";
    private readonly IReadOnlyList<string> _names;
    private readonly AuthenticationHeaders _which;

    /// <param name="names">Authserv-ids; one that begins with <c>*.</c> stands for every host below a domain.</param>
    public AuthenticationHosts(IEnumerable<string> names, AuthenticationHeaders which)
    {
        _names = [.. names.Select(name => name.ToLowerInvariant())];
        _which = which;
    }

    public bool IsEmpty => _names.Count == 0;

    /// <summary>True where Exchange Online is believed.</summary>
    public bool HasUnnamed => _names.Contains(Unnamed, StringComparer.Ordinal);

    /// <param name="headers">Topmost first: our host adds its own above those that came with the mail (RFC 8601, section 4).</param>
    /// <returns>What our mail host found; empty where it says nothing.</returns>
    public IReadOnlyList<AuthenticationResult> ResultsIn(IReadOnlyList<AuthenticationHeader> headers, bool isFromMailbox)
    {
        var read = headers.Select(header => (header.Hop, Results: AuthenticationResults.Parse(header.Value))).ToList();
        // One whose name cannot be read may be ours: what stands below it must not speak in its place.
        var first = read.FindIndex(header => header.Results is not { } results || IsOurs(results.Host, isFromMailbox));
        if (first < 0 || read[first].Results is null)
        {
            return [];
        }

        var (hop, topmost) = read[first];
        return _which == AuthenticationHeaders.First
            ? topmost!.Results
            : FirstOfEachMethod(read.Skip(first).TakeWhile(header => header.Hop == hop && header.Results is not null).Select(header => header.Results!).Where(results => results.Host == topmost!.Host).TakeWhile(results => results.IsReadable));
    }

    // What stands further down must not speak where a header above it has spoken.
    private static List<AuthenticationResult> FirstOfEachMethod(IEnumerable<AuthenticationResults> headers)
    {
        List<AuthenticationResult> kept = [];
        foreach (var results in headers)
        {
            var known = kept.Select(result => result.Method).ToHashSet(StringComparer.Ordinal);
            kept.AddRange(results.Results.Where(result => !known.Contains(result.Method)));
        }

        return kept;
    }

    private bool IsOurs(string? host, bool isFromMailbox) => host is null
        ? isFromMailbox && HasUnnamed
        : _names.Any(name => name != Unnamed && (name.StartsWith(Any, StringComparison.Ordinal)
            ? host.EndsWith(name[1..], StringComparison.Ordinal)
            // OpenDKIM can put its job's id behind the name.
            : host == name || host.StartsWith($"{name}/", StringComparison.Ordinal)));
}
