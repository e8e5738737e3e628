namespace Router.Triage.Reading;

/// <summary>Takes what mail programs and ticket systems put before a subject off it.</summary>
internal static class SubjectLine
{
    private static readonly string[] Prefixes =
        ["re:", "re :", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:", "res:", "enc:", "r:", "i:", "antw:", "sv:", "vs:"];

    public static string Strip(string subject)
    {
        var rest = subject.AsSpan().Trim();
        while (true)
        {
            var before = rest.Length;
            if (rest.StartsWith("[", StringComparison.Ordinal) && rest.IndexOf(']') is > 0 and var closing)
                rest = rest[(closing + 1)..].TrimStart();
            foreach (var prefix in Prefixes)
                if (rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    rest = rest[prefix.Length..].TrimStart();
            if (rest.Length == before)
                return rest.ToString();
        }
    }
}
