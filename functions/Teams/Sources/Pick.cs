using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Router.Teams.Sources;

/// <summary>Where a value comes from: the first of the alternatives that gives any text.</summary>
[JsonConverter(typeof(PickConverter))]
internal sealed record Pick(IReadOnlyList<PickText> Alternatives)
{
    /// <exception cref="FormatException">One of them can't be read; the message says which and why.</exception>
    public static Pick Of(params IEnumerable<string> alternatives) => new([.. alternatives.Select(PickText.Parse)]);
}

/// <summary>
/// A path, or text with paths in braces ("{/repository/full_name}#{/issue/number}"); text without any is a default. Where a path in braces gives
/// nothing, the whole text gives nothing. {#body} and {#words} stand for a hash of the body, and of subject and text.
/// </summary>
/// <param name="Pieces">Text as it stands, or what <paramref name="Paths"/> has at that position.</param>
internal sealed partial record PickText(string Text, IReadOnlyList<string> Pieces, IReadOnlyList<PayloadPath?> Paths)
{
    public const string BodyHash = "{#body}";
    public const string WordsHash = "{#words}";

    public static PickText Parse(string text)
    {
        if (PayloadPath.IsPath(text) && !text.Contains('{', StringComparison.Ordinal))
        {
            return new PickText(text, [text], [PayloadPath.Parse(text)]);
        }

        var pieces = Braces().Split(text).Where(piece => piece.Length > 0).ToList();
        return pieces.Count > 0
            ? new PickText(text, pieces, [.. pieces.Select(PathIn)])
            : throw new FormatException("A pick is empty: write a path, or text.");
    }

    private static PayloadPath? PathIn(string piece) =>
        piece[0] == '{' && piece is not (BodyHash or WordsHash) ? PayloadPath.Parse(piece[1..^1]) : null;

    [GeneratedRegex(@"(\{[^{}]*\})", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Braces();
}

/// <summary>One text, or a list of them.</summary>
internal sealed class PickConverter : JsonConverter<Pick>
{
    public override Pick Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Pick.Of(Texts(ref reader));
        }
        catch (FormatException wrong)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }

    public override void Write(Utf8JsonWriter writer, Pick value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var alternative in value.Alternatives)
        {
            writer.WriteStringValue(alternative.Text);
        }

        writer.WriteEndArray();
    }

    private static List<string> Texts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return [reader.GetString()!];
        }

        var texts = new List<string>();
        while (reader.TokenType != JsonTokenType.EndArray && reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            texts.Add(reader.GetString()!);
        }

        return reader.TokenType == JsonTokenType.EndArray && texts.Count > 0
            ? texts
            : throw new JsonException("A pick is a path, or a list of paths of which the first that gives text counts.");
    }
}
