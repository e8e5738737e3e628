using System.Globalization;
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
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

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
