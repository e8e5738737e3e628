using System.Text.RegularExpressions;

namespace Router.Teams.Sources;

/// <summary>
/// What a signature covers, from a template such as "v0:{timestamp}:{body}". The body comes last and whatever comes before it ends where the template
/// says, so that no border between two parts can move under the same signature.
/// </summary>
internal sealed partial record SignedText
{
    public const string Body = "{body}";
    public const string Timestamp = "{timestamp}";
    public const string Id = "{id}";

    private SignedText(IReadOnlyList<string> parts) => Parts = parts;

    /// <summary>The parts before the body, in order: <see cref="Timestamp"/>, <see cref="Id"/>, or text as it stands.</summary>
    public IReadOnlyList<string> Parts { get; }

    public bool Holds(string placeholder) => Parts.Contains(placeholder);

    /// <summary>The character at which a placeholder's value ends; null where the body follows at once.</summary>
    public char? EndOf(int part) => part + 1 < Parts.Count ? Parts[part + 1][0] : null;

    /// <summary>Null where the template is wrong; then <paramref name="fault"/> says how.</summary>
    public static SignedText? Parse(string template, out string fault)
    {
        var parts = Pieces().Split(template).Where(part => part.Length > 0).ToList();
        var unknown = parts.FirstOrDefault(part => part[0] == '{' && part is not (Body or Timestamp or Id));
        fault = parts switch
        {
            _ when unknown is not null => $"there is no {unknown}; there are {Id}, {Timestamp} and {Body}",
            _ when parts.Count(part => part == Body) != 1 || parts[^1] != Body => $"{Body} must stand in it once, at its end: otherwise a replayed signature could fit another body",
            _ when parts.Count(part => part == Timestamp) > 1 || parts.Count(part => part == Id) > 1 => "a placeholder stands in it twice",
            _ when parts.Zip(parts.Skip(1)).Any(pair => pair.First is Timestamp or Id && pair.Second is Timestamp or Id) => $"text must stand between {Id} and {Timestamp}",
            _ => "",
        };
        return fault.Length == 0 ? new SignedText(parts[..^1]) : null;
    }

    [GeneratedRegex(@"(\{[^{}]*\})", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Pieces();
}
