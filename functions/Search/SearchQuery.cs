namespace Router.Search;

/// <summary>
/// What somebody looks for: all of its words, in any order, in one message; words in quotes as a phrase; <c>from:</c> before a word looks at names and addresses only. The last
/// word may be a beginning. Nothing that is typed is an error.
/// </summary>
internal sealed record SearchQuery
{
    private const string From = "from:";
    private const int MaxTerms = 12;

    private SearchQuery(IReadOnlyList<SearchTerm> terms) => Terms = terms;

    public IReadOnlyList<SearchTerm> Terms { get; }

    public static SearchQuery Parse(string text)
    {
        var terms = new List<SearchTerm>();
        for (var rest = text.TrimStart(); rest.Length > 0 && terms.Count < MaxTerms; rest = rest.TrimStart())
        {
            var isPerson = rest.StartsWith(From, StringComparison.OrdinalIgnoreCase);
            rest = isPerson ? rest[From.Length..].TrimStart() : rest;
            var isQuoted = rest.StartsWith('"');
            rest = isQuoted ? rest[1..] : rest;
            var end = isQuoted ? rest.IndexOf('"', StringComparison.Ordinal) : rest.AsSpan().IndexOfAny(' ', '\t', '\u3000');
            var part = end < 0 ? rest : rest[..end];
            rest = end < 0 ? "" : rest[(end + 1)..];
            if (SearchWords.Of(part).Select(word => SearchWords.Folded(part.AsSpan(word.Start, word.Length))).ToList() is { Count: > 0 } words)
            {
                terms.Add(new SearchTerm(words, isPerson, MayGoOn: !isQuoted && (end < 0 || isPerson)));
            }
        }

        return new SearchQuery(terms);
    }

    /// <summary>In the index's language. Quoted, a word is never an operator of it, and words hold no quotes.</summary>
    public string ToMatch() => string.Join(" AND ", Terms.Select(term => $"{(term.IsPerson ? "people : " : "")}\"{string.Join(' ', term.Words)}\"{(term.MayGoOn ? "*" : "")}"));
}

/// <param name="Words">One behind the other, without case and accents.</param>
/// <param name="IsPerson">Whether it is looked for in names and addresses only.</param>
/// <param name="MayGoOn">Whether the last word is found as a beginning, too.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPerson, bool MayGoOn);
