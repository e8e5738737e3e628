using System.Text;

namespace Router.Intake.Email.Loops;

/// <summary>What our own mail host found out about the sender (RFC 8601). Results under another name are the sender's own words.</summary>
internal static class AuthenticationResults
{
    /// <summary>Stands for a host that writes no authserv-id, as Exchange Online does.</summary>
    public const string Unnamed = "unnamed";

    /// <param name="headers">Topmost first: our host adds its own above those that came with the mail.</param>
    /// <param name="host">The authserv-id to believe; null believes none.</param>
    public static bool SayDmarcFailed(IReadOnlyList<string> headers, string? host)
    {
        var own = host is null ? null : headers.Select(Split).FirstOrDefault(results => IsOf(results[0], host));
        return own?.Any(IsDmarcFail) == true;
    }

    private static bool IsOf(string first, string host)
    {
        // A version may stand behind the id.
        var id = first.Split(' ')[0];
        return host.Equals(Unnamed, StringComparison.OrdinalIgnoreCase) ? first.Contains('=', StringComparison.Ordinal) : id.Equals(host, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsDmarcFail(string result)
    {
        // Blanks may stand around the sign, and a version behind the method.
        var method = result.Replace(" =", "=", StringComparison.Ordinal).Replace("= ", "=", StringComparison.Ordinal).Split(' ')[0];
        return method.Replace("/1=", "=", StringComparison.Ordinal).Equals("dmarc=fail", StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Split(string header) => WithoutComments(header).Split(';', StringSplitOptions.TrimEntries);

    // Comments nest, and hold what the sender likes: "(dmarc=fail)". So do quoted strings.
    private static string WithoutComments(string header)
    {
        var (kept, depth, isQuoted) = (new StringBuilder(), 0, false);
        for (var i = 0; i < header.Length; i++)
        {
            var c = header[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == '"' && depth == 0)
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted)
            {
                continue;
            }
            else if (c is '(' or ')')
            {
                depth = Math.Max(0, depth + (c == '(' ? 1 : -1));
            }
            else if (depth == 0)
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }
}
