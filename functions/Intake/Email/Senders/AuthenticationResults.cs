using System.Text;

namespace Router.Intake.Email.Senders;

/// <summary>A header Authentication-Results, read (RFC 8601, section 2.2).</summary>
/// <param name="Host">The authserv-id, without version; null where it has none, as Exchange Online writes it.</param>
internal sealed record AuthenticationResults(string? Host, IReadOnlyList<AuthenticationResult> Results)
{
    /// <summary>Null for a header that a comment or a quoted string does not end in: what stands in it is not known.</summary>
    public static AuthenticationResults? Parse(string header)
    {
        if (WithoutComments(header) is not { } bare)
        {
            return null;
        }

        var parts = bare.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var isNamed = parts.Length > 0 && !parts[0].Contains('=', StringComparison.Ordinal);
        return new AuthenticationResults(
            // A version may stand behind the id.
            isNamed ? parts[0].Split(' ')[0].ToLowerInvariant() : null,
            [.. parts.Skip(isNamed ? 1 : 0).Select(ToResult).OfType<AuthenticationResult>()]);
    }

    private static AuthenticationResult? ToResult(string text)
    {
        // Blanks may stand around the sign, and a version behind the method: "dkim/1 = pass".
        var words = text.Replace(" =", "=", StringComparison.Ordinal).Replace("= ", "=", StringComparison.Ordinal).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (method, result) = ToPair(words[0]);
        if (result.Length == 0)
        {
            return null;
        }

        var properties = words.Skip(1).Select(ToPair).GroupBy(pair => pair.Name, StringComparer.Ordinal).Where(pairs => pairs.Count() == 1);
        return new AuthenticationResult(
            method.Split('/')[0], result, properties.ToDictionary(pairs => pairs.Key, pairs => pairs.First().Value, StringComparer.Ordinal));
    }

    private static (string Name, string Value) ToPair(string word)
    {
        var border = word.IndexOf('=', StringComparison.Ordinal);
        return border < 0 ? (word, "") : (word[..border], word[(border + 1)..]);
    }

    // Comments nest, and hold what the sender likes: "(dmarc=pass)". So do quoted strings, which some hosts put into comments with all that stands in them.
    private static string? WithoutComments(string header)
    {
        var (kept, depth, isQuoted) = (new StringBuilder(), 0, false);
        for (var i = 0; i < header.Length; i++)
        {
            var c = header[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == '"')
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
                kept.Append(' ');
            }
            else if (depth == 0)
            {
                kept.Append(char.IsWhiteSpace(c) ? ' ' : c);
            }
        }

        return depth == 0 && !isQuoted ? kept.ToString() : null;
    }
}
