using System.Text.Json;
using System.Text.Unicode;

namespace Router.Intake;

/// <summary>Reads JSON that another system wrote. Whatever two readers could understand differently (doubled keys, broken characters) is refused.</summary>
internal static class StrictJson
{
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Gives null for anything but one well-formed JSON object.</summary>
    public static JsonDocument? ParseObject(byte[] body)
    {
        var json = WithoutByteOrderMark(body);
        if (!Utf8.IsValid(json.Span))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object && IsReadable(document.RootElement))
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: grammatical JSON that is no text.
            return null;
        }
    }

    /// <summary>Text, or a number or boolean as written; null for anything else.</summary>
    public static string? Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    /// <summary>The scalar at a path of property names; null where any step is missing or of another type.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        Find(element, path) is { } found ? Scalar(found) : null;

    public static JsonElement? Object(this JsonElement element, params ReadOnlySpan<string> path) =>
        Find(element, path) is { ValueKind: JsonValueKind.Object } found ? found : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        Find(element, path) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static JsonElement? Find(JsonElement element, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(byte[] body) =>
        body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;

    // Depth is bounded by MaxDepth. GetString throws where an escape makes no character.
    private static bool IsReadable(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(property => property.Name is not null && IsReadable(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsReadable),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };
}
