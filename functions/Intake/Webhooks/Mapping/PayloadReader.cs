using System.Globalization;
using System.Text.Json;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <param name="Location">The place as a JSON Pointer (names as they are), or "@" and a header's name.</param>
/// <param name="Text">What stands there as text; null for an object, null and lists of more than texts.</param>
/// <param name="Element">Null for a header.</param>
internal readonly record struct PayloadMatch(string Location, string? Text, JsonElement? Element);

/// <summary>Finds the places that a path names. Whatever the payload holds, the work is bounded.</summary>
internal sealed class PayloadReader(InboundPayload payload, JsonElement root)
{
    public const int MaxMatches = 100;
    private const int MaxVisits = 20_000;
    private int visits;

    public static PayloadMatch Root(JsonElement root) => new("", null, root);

    /// <param name="below">Where a pointer begins; a path with "$" always begins at the root.</param>
    public IReadOnlyList<PayloadMatch> Find(PayloadPath path, PayloadMatch? below = null)
    {
        if (path.Header is { } header)
        {
            return payload.Header(header) is { Length: > 0 } value ? [new PayloadMatch(path.Text, value, null)] : [];
        }

        var start = path.Text[0] == '/' && below is { Element: not null } given ? given : Root(root);
        return [.. Walk(start.Element!.Value, start.Location, path.Steps, 0, below).Take(MaxMatches)];
    }

    /// <summary>Whether there is anything but null and empty text.</summary>
    public bool Has(PayloadPath path) => Find(path).Any(match => match.Text is { } text
        ? !string.IsNullOrWhiteSpace(text)
        : match.Element is { ValueKind: JsonValueKind.Object or JsonValueKind.Array });

    private IEnumerable<PayloadMatch> Walk(JsonElement element, string location, IReadOnlyList<PathStep> steps, int at, PayloadMatch? below)
    {
        if (at == steps.Count)
        {
            return [new PayloadMatch(location, TextOf(element), element)];
        }

        return steps[at] switch
        {
            PathStep.Child(var name) => Child(element, name) is { } child ? Walk(child, $"{location}/{name}", steps, at + 1, below) : [],
            PathStep.Where where => Elements(element, location).Where(one => IsMeant(one.Element!.Value, where, below)).Take(where.IsEach ? MaxMatches : 1)
                .SelectMany(one => Walk(one.Element!.Value, one.Location, steps, at + 1, below)),
            _ => Elements(element, location).SelectMany(one => Walk(one.Element!.Value, one.Location, steps, at + 1, below)),
        };
    }

    private bool IsMeant(JsonElement element, PathStep.Where where, PayloadMatch? below)
    {
        var wanted = where.ValueFrom is { } from ? Find(from, below).Select(match => match.Text).FirstOrDefault() : where.Value;
        JsonElement? found = element;
        foreach (var name in where.Names)
        {
            found = found is { } one ? Child(one, name) : null;
        }

        return wanted is not null && found is { } value && wanted.Equals(StrictJson.Scalar(value), StringComparison.OrdinalIgnoreCase);
    }

    private IEnumerable<PayloadMatch> Elements(JsonElement element, string location)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        var number = 0;
        foreach (var one in element.EnumerateArray())
        {
            if (++visits > MaxVisits)
            {
                yield break;
            }

            yield return new PayloadMatch($"{location}/{number++}", null, one);
        }
    }

    private static JsonElement? Child(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty(name, out var found) => found,
        JsonValueKind.Array when IsIndex(name, out var index) && index < element.GetArrayLength() => element[index],
        _ => null,
    };

    private static bool IsIndex(string name, out int index) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index) && (name == "0" || name[0] != '0');

    // A list of texts is one text: several choices, several labels.
    private static string? TextOf(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().Take(MaxMatches).Select(StrictJson.Scalar).ToList() is { Count: > 0 } texts && texts.TrueForAll(text => text is not null) ? string.Join(", ", texts) : null
        : StrictJson.Scalar(element);
}
