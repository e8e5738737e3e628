namespace Router.Destinations.Wording;

/// <summary>Shortens a text at the end of a line, sentence or word.</summary>
internal static class Excerpt
{
    private const string Mark = " …";

    /// <param name="longest">The length of what is returned at most.</param>
    public static string Of(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var limit = longest - Mark.Length;
        var end = Math.Max(text.LastIndexOf('\n', limit), text.LastIndexOf(". ", limit, StringComparison.Ordinal) + 1);
        end = end > limit / 2 ? end : text.LastIndexOf(' ', limit) is var space && space > limit / 2 ? space : limit;

        // Never between the halves of a surrogate pair.
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd() + Mark;
    }
}
