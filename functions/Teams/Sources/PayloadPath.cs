using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Teams.Sources;

/// <summary>
/// Names places in a payload: a JSON Pointer ("/issue/title"), a small JSONPath ("$.answers[?ref=='email'].email", "$.labels[*].name"), or a header
/// ("@X-Shop-Event").
/// </summary>
[JsonConverter(typeof(PayloadPathConverter))]
internal sealed record PayloadPath(string Text, string? Header, IReadOnlyList<PathStep> Steps)
{
    public const int MaxSteps = 16;

    public static bool IsPath(string text) => text.Length > 0 && text[0] is '/' or '$' or '@';

    /// <exception cref="FormatException">It is no path; the message says what is wrong.</exception>
    public static PayloadPath Parse(string text)
    {
        if (text is ['@', .. var header])
        {
            return header.Length > 0 && header.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                ? new PayloadPath(text, header, [])
                : throw new FormatException($"\"{text}\" names no header: write \"@\" and the header's name.");
        }

        var steps = text switch
        {
            ['/', ..] => Pointer(text),
            ['$', ..] => PathSyntax.Steps(text),
            _ => throw new FormatException($"\"{text}\" is no path: begin with \"/\" (JSON Pointer), \"$\" (JSONPath) or \"@\" (header)."),
        };
        return steps.Count <= MaxSteps ? new PayloadPath(text, null, steps) : throw new FormatException($"\"{text}\" has more than {MaxSteps} steps.");
    }

    public override string ToString() => Text;

    private static List<PathStep> Pointer(string text) =>
        [.. text[1..].Split('/').Select(token => new PathStep.Child(Unescaped(token, text)))];

    private static string Unescaped(string token, string text)
    {
        for (var at = token.IndexOf('~', StringComparison.Ordinal); at >= 0; at = token.IndexOf('~', at + 1))
        {
            if (at + 1 == token.Length || token[at + 1] is not ('0' or '1'))
            {
                throw new FormatException($"\"{text}\": in a JSON Pointer \"~\" is written \"~0\" and \"/\" in a name \"~1\".");
            }
        }

        return token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}

/// <summary>One step down into a payload: a closed set.</summary>
internal abstract record PathStep
{
    private PathStep()
    {
    }

    /// <summary>A property of that name, or the element of that number.</summary>
    internal sealed record Child(string Name) : PathStep;

    /// <summary>Every element of an array.</summary>
    internal sealed record Every : PathStep;

    /// <summary>The first element with that text at that place below it; case does not count, as references are written by hand.</summary>
    /// <param name="ValueFrom">Where the text stands, below the element that is being read; null where it is <paramref name="Value"/>.</param>
    /// <param name="IsEach">Every such element instead of the first.</param>
    internal sealed record Where(IReadOnlyList<string> Names, string Value, PayloadPath? ValueFrom, bool IsEach = false) : PathStep;
}

internal sealed class PayloadPathConverter : JsonConverter<PayloadPath>
{
    public override PayloadPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return PayloadPath.Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
        }
        catch (FormatException wrong)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }

    public override void Write(Utf8JsonWriter writer, PayloadPath value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
