using System.Globalization;
using Amqp.Types;

namespace Router.Messaging.DeadLetters;

/// <summary>Reads maps of other peers: keys are texts here and symbols there, and indexing a map by the wrong one throws.</summary>
internal static class AmqpMaps
{
    public static object? Value(Map? map, string name)
    {
        foreach (var (key, value) in (IEnumerable<KeyValuePair<object, object?>>?)map ?? [])
        {
            if (key.ToString() == name)
            {
                return value;
            }
        }

        return null;
    }

    public static string? Text(Map? map, string name) => Value(map, name)?.ToString();

    public static long Number(Map? map, string name) => Value(map, name) is IConvertible number and not string ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : 0;

    public static IEnumerable<object> Items(Map? map, string name) => Value(map, name) is System.Collections.IEnumerable items and not string ? items.Cast<object>() : [];
}
