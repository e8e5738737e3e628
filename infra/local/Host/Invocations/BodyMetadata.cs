using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Router.FunctionsHost.Invocations;

/// <summary>
/// What the real host does to a message whose trigger reads text: the body's own top-level properties join the metadata and overwrite it.
/// It is here so that a trigger that binds its message to a string shows its weakness on this machine and not in Azure.
/// </summary>
internal static class BodyMetadata
{
    public static void AddTo(TriggerMetadata metadata, ReadOnlyMemory<byte> body)
    {
        try
        {
            // As text: the real host's reader puts a replacement character where bytes make none.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(body.Span));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                AddTo(metadata, document.RootElement);
            }
        }
        catch (JsonException)
        {
            // No JSON: the worker gets the body all the same.
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: it can be no text, so that it and what follows add nothing.
        }
    }

    private static void AddTo(TriggerMetadata metadata, JsonElement root)
    {
        foreach (var property in root.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            var value = property.Value;
            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                metadata.AddJson(property.Name, value.GetRawText());
            }
            else
            {
                metadata.AddText(property.Name, TextOf(value));
            }
        }
    }

    // The real host's JSON reader takes ISO times for dates and prints them in the invariant culture.
    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.String when value.GetString() is { Length: >= 19 } text && text[10] == 'T' && value.TryGetDateTime(out var date)
            => date.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
