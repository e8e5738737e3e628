using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Router.Intake.Email.Charsets;

namespace Router.Intake;

/// <summary>
/// JSON of a customer's request, as other systems' templates write it: half a surrogate pair where a text was cut, a line break within a text, a comma too
/// many, letters that are no UTF-8, one object in a list. Each has one meaning only, and the request is worth more than the rule. What could mean two things (a doubled key) is refused.
/// </summary>
internal static class OutsideJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = StrictJson.MaxDepth, AllowDuplicateProperties = false, AllowTrailingCommas = true };

    /// <param name="fault">What is wrong with it, where that is known; our own words.</param>
    /// <returns>One JSON object, or null.</returns>
    public static JsonDocument? ParseObject(byte[] body, out string? fault)
    {
        if (StrictJson.ParseObject(body) is { } strict)
        {
            fault = null;
            return strict;
        }

        JsonDocument? document = null;
        var json = Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : CharsetDecoder.Decode(body, null);
        try
        {
            document = JsonDocument.Parse(Readable(json), Options);
            fault = FaultOf(document.RootElement);
            if (fault is null)
            {
                return document.RootElement.ValueKind == JsonValueKind.Object ? document : OnlyOne(document);
            }
        }
        catch (JsonException broken)
        {
            fault = JsonFaults.Find(json) ?? string.Create(CultureInfo.InvariantCulture, $"The JSON is broken in line {(broken.LineNumber ?? 0) + 1}, at byte {broken.BytePositionInLine ?? 0}.");
        }

        document?.Dispose();
        return null;
    }

    private static string? FaultOf(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Object => null,
        JsonValueKind.Array when root.GetArrayLength() == 1 && root[0].ValueKind == JsonValueKind.Object => null,
        JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"It is a list of {root.GetArrayLength()}: send each object by itself."),
        _ => "It is no JSON object.",
    };

    private static JsonDocument OnlyOne(JsonDocument list)
    {
        using (list)
        {
            return JsonDocument.Parse(list.RootElement[0].GetRawText(), Options);
        }
    }

    // Within texts only: what no parser takes becomes what the writer meant.
    private static string Readable(string json)
    {
        var text = new StringBuilder(json.Length + 16);
        var isInside = false;
        for (var i = json.StartsWith('\uFEFF') ? 1 : 0; i < json.Length; i++)
        {
            var c = json[i];
            if (isInside && c == '\\' && i + 1 < json.Length)
            {
                i += AppendEscape(text, json, i);
            }
            else if (isInside && c < ' ')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                isInside ^= c == '"';
                text.Append(char.IsSurrogate(c) && !IsPair(json, i) ? '\uFFFD' : c);
            }
        }

        return text.ToString();
    }

    // How many characters beyond the backslash were dealt with.
    private static int AppendEscape(StringBuilder text, string json, int at)
    {
        if (CodeAt(json, at) is not { } code)
        {
            text.Append(json, at, 2);
            return 1;
        }

        if (char.IsHighSurrogate(code) && CodeAt(json, at + 6) is { } low && char.IsLowSurrogate(low))
        {
            text.Append(json, at, 12);
            return 11;
        }

        text.Append(char.IsSurrogate(code) ? "\\ufffd" : json.Substring(at, 6));
        return 5;
    }

    private static char? CodeAt(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;

    private static bool IsPair(string json, int at) =>
        (char.IsHighSurrogate(json[at]) && at + 1 < json.Length && char.IsLowSurrogate(json[at + 1])) || (at > 0 && char.IsLowSurrogate(json[at]) && char.IsHighSurrogate(json[at - 1]));
}
