using Google.Protobuf.Collections;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Invocations;

/// <summary>What a trigger tells beside its data. Names differ in more than their case, and the later of two wins.</summary>
internal sealed class TriggerMetadata(MapField<string, TypedData> entries)
{
    private readonly Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);

    public void AddText(string name, string? text)
    {
        if (text is not null)
        {
            Set(name, Invocation.Text(text));
        }
    }

    public void AddJson(string name, string json) => Set(name, Invocation.Json(json));

    public bool Has(string name) => names.ContainsKey(name);

    private void Set(string name, TypedData value)
    {
        if (!names.TryAdd(name, name))
        {
            name = names[name];
        }

        entries[name] = value;
    }
}
