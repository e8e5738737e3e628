namespace Router.Search;

/// <summary>The part of a text where the words stand that were looked for, with the words marked.</summary>
internal static class MarkedExcerpt
{
    private const int Before = 60;

    /// <param name="longest">In characters.</param>
    /// <returns>The pieces in order; white space is one blank each.</returns>
    public static IReadOnlyList<Piece> Of(string text, SearchQuery query, int longest)
    {
        var flat = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var hits = HitsIn(flat, query);
        var start = hits.Count == 0 || flat.Length <= longest ? 0 : Math.Max(0, Math.Min(hits[0].Start - Before, flat.Length - longest));
        start = start == 0 ? 0 : StartOfWord(flat, start);
        var end = Math.Min(flat.Length, start + longest);
        end = end < flat.Length && char.IsHighSurrogate(flat[end - 1]) ? end - 1 : end;
        var pieces = new List<Piece>();
        var at = start;
        Add(start > 0 ? "… " : "", false);
        foreach (var hit in hits.Where(hit => hit.Start >= start && hit.Start + hit.Length <= end))
        {
            Add(flat[at..hit.Start], false);
            Add(flat.Substring(hit.Start, hit.Length), true);
            at = hit.Start + hit.Length;
        }

        Add(flat[at..end] + (end < flat.Length ? " …" : ""), false);
        return pieces;

        void Add(string piece, bool isHit)
        {
            if (piece.Length > 0)
            {
                pieces.Add(new Piece(piece, isHit));
            }
        }
    }

    private static List<SearchWords.Word> HitsIn(string text, SearchQuery query)
    {
        var words = SearchWords.Of(text).ToList();
        var folded = words.Select(word => SearchWords.Folded(text.AsSpan(word.Start, word.Length))).ToList();
        var hits = new List<SearchWords.Word>();
        for (var at = 0; at < words.Count;)
        {
            var longest = query.Terms.Where(term => !term.IsPerson && StandsAt(term, folded, at)).Select(term => term.Words.Count).DefaultIfEmpty(0).Max();
            if (longest > 0)
            {
                var last = words[at + longest - 1];
                hits.Add(new SearchWords.Word(words[at].Start, last.Start + last.Length - words[at].Start));
            }

            at += Math.Max(1, longest);
        }

        return hits;
    }

    private static bool StandsAt(SearchTerm term, List<string> words, int at)
    {
        if (at + term.Words.Count > words.Count)
        {
            return false;
        }

        for (var index = 0; index < term.Words.Count; index++)
        {
            var isLast = index == term.Words.Count - 1;
            if (isLast && term.MayGoOn ? !words[at + index].StartsWith(term.Words[index], StringComparison.Ordinal) : words[at + index] != term.Words[index])
            {
                return false;
            }
        }

        return true;
    }

    private static int StartOfWord(string text, int at)
    {
        var blank = text.IndexOf(' ', at, Math.Min(Before / 2, text.Length - at));
        return blank >= 0 ? blank + 1 : char.IsLowSurrogate(text[at]) ? at + 1 : at;
    }

    /// <param name="IsHit">Whether it is what was looked for.</param>
    internal readonly record struct Piece(string Text, bool IsHit);
}
