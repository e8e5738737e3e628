namespace Router.Storage;

/// <summary>What the search reads of a message stands in its list row, so that receiving one costs no further write.</summary>
internal static class TextColumns
{
    public const string Text = "Text";

    /// <summary>In characters. The rest of a longer message is not searched.</summary>
    public const int Longest = 8_000;

    public static string Cut(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
