using System.Text.Json;

namespace Router.Intake.Forms;

/// <summary>One flat JSON object; a list of scalars counts as a field sent several times.</summary>
internal static class JsonFormParser
{
    /// <summary>Null where the body is no such object.</summary>
    public static FormPost? Parse(byte[] body)
    {
        using var document = OutsideJson.ParseObject(body, out _);
        if (document is null)
        {
            return null;
        }

        var fields = new List<SentField>();
        foreach (var property in document.RootElement.EnumerateObject().Take(FormPost.MaxFields + 1))
        {
            if (!TryAdd(fields, property.Name, property.Value))
            {
                return null;
            }
        }

        return new FormPost(fields, []);
    }

    private static bool TryAdd(List<SentField> fields, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        IEnumerable<JsonElement> scalars = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Take(FormPost.MaxFields + 1) : [value];
        foreach (var scalar in scalars)
        {
            if (StrictJson.Scalar(scalar) is not { } text)
            {
                return false;
            }

            fields.Add(new SentField(name, text));
        }

        return true;
    }
}
