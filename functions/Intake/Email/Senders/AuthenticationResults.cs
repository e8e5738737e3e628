namespace Router.Intake.Email.Senders;

/// <summary>A header Authentication-Results, read (RFC 8601, section 2.2).</summary>
/// <param name="Host">The authserv-id, without version; null where it has none, as Exchange Online writes it.</param>
internal sealed record AuthenticationResults(string? Host, IReadOnlyList<AuthenticationResult> Results)
{
    // The only one that there is, of the header and of each method.
    private const string Version = "1";

    /// <summary>False where the header is of another version or does not follow the grammar: what stands in it proves nothing.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>Null where not even the id can be read: whose header it is, is not known.</summary>
    public static AuthenticationResults? Parse(string header)
    {
        var text = new HeaderScanner(header.ToLowerInvariant());
        text.SkipGap();
        var isNamed = !text.IsAtKeywordBefore('=');
        var host = isNamed ? text.ReadValue() : "";
        if (text.IsBroken)
        {
            return null;
        }

        text.SkipGap();
        var results = ReadAll(text, isNamed);
        return new AuthenticationResults(host.Length > 0 ? host : null, text.IsBroken ? [] : results) { IsReadable = !text.IsBroken };
    }

    private static List<AuthenticationResult> ReadAll(HeaderScanner text, bool isNamed)
    {
        List<AuthenticationResult> results = [];
        if (!isNamed)
        {
            ReadOne(text, results);
        }
        else if (text.ReadKeyword() is not ("" or Version))
        {
            text.Break();
        }

        text.SkipGap();
        while (!text.IsAtEnd)
        {
            if (!text.Take(';'))
            {
                text.Break();
            }

            text.SkipGap();
            // Many hosts end the last result with a semicolon, too.
            if (!text.IsAtEnd && !text.IsAt(';'))
            {
                ReadOne(text, results);
            }
        }

        return results;
    }

    private static void ReadOne(HeaderScanner text, List<AuthenticationResult> results)
    {
        var method = text.ReadKeyword();
        text.SkipGap();
        var version = text.Take('/') ? ReadVersion(text) : Version;
        if (method == "none" && (text.IsAtEnd || text.IsAt(';')))
        {
            return;
        }

        TakeSign(text);
        var result = text.ReadKeyword();
        if (method.Length == 0 || result.Length == 0 || !text.IsAtBorder)
        {
            text.Break();
        }

        var properties = ReadProperties(text).GroupBy(property => property.Name, StringComparer.Ordinal).Where(same => same.Count() == 1);
        if (version == Version)
        {
            results.Add(new AuthenticationResult(method, result, properties.ToDictionary(same => same.Key, same => same.First().Value, StringComparer.Ordinal)));
        }
    }

    private static string ReadVersion(HeaderScanner text)
    {
        text.SkipGap();
        var version = text.ReadKeyword();
        text.SkipGap();
        return version;
    }

    private static List<(string Name, string Value)> ReadProperties(HeaderScanner text)
    {
        List<(string, string)> properties = [];
        text.SkipGap();
        while (!text.IsAtEnd && !text.IsAt(';'))
        {
            var name = ReadName(text);
            TakeSign(text);
            properties.Add((name, text.ReadValue()));
            text.SkipGap();
        }

        return properties;
    }

    // "header.from", and "action" without a type as Exchange Online writes it.
    private static string ReadName(HeaderScanner text)
    {
        var name = text.ReadKeyword();
        text.SkipGap();
        while (text.Take('.'))
        {
            text.SkipGap();
            name += $".{text.ReadKeyword()}";
            text.SkipGap();
        }

        return name;
    }

    private static void TakeSign(HeaderScanner text)
    {
        if (!text.Take('='))
        {
            text.Break();
        }

        text.SkipGap();
    }
}
