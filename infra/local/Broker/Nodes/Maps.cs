using Amqp;
using Amqp.Types;

namespace Router.Broker.Nodes;

/// <summary>Reads maps as clients write them: keys may be symbols or strings, numbers of any width, arrays or lists.</summary>
internal static class Maps
{
    public static object? Value(Map? map, string name)
    {
        foreach (var (key, value) in (IEnumerable<KeyValuePair<object, object>>?)map ?? [])
        {
            if (key.ToString() == name)
                return value;
        }

        return null;
    }

    public static Dictionary<string, object?>? Properties(Map? map)
    {
        if (map is null || map.Count == 0)
            return null;
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in (IEnumerable<KeyValuePair<object, object>>)map)
            properties[key.ToString()!] = value;
        return properties;
    }

    public static string Operation(Message request)
    {
        const string prefix = "com.microsoft:";
        var operation = Text(request.ApplicationProperties?.Map, "operation") ?? "";
        return operation.StartsWith(prefix, StringComparison.Ordinal) ? operation[prefix.Length..] : operation;
    }

    public static string? Text(Map? map, string name) => Value(map, name)?.ToString();

    public static int Int(Map? map, string name, int otherwise) => Value(map, name) is { } value ? (int)Long(value) : otherwise;

    public static long Long(object? value) => value switch
    {
        long number => number,
        ulong number => (long)number,
        int number => number,
        uint number => number,
        short number => number,
        ushort number => number,
        byte number => number,
        sbyte number => number,
        _ => 0,
    };

    public static IEnumerable<object> Items(Map? map, string name) => Value(map, name) switch
    {
        System.Collections.IEnumerable items and not string => items.Cast<object>(),
        _ => [],
    };

    public static Guid Token(object value) => value switch
    {
        Guid token => token,
        byte[] { Length: 16 } bytes => new Guid(bytes),
        _ => Guid.Empty,
    };
}
