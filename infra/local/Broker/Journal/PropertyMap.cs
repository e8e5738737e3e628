using Amqp;
using Amqp.Types;

namespace Router.Broker.Journal;

/// <summary>Application properties as an AMQP map, which keeps the type of each value.</summary>
internal static class PropertyMap
{
    public static byte[] Encode(Dictionary<string, object?>? properties)
    {
        if (properties is null || properties.Count == 0)
            return [];
        var map = new Map();
        foreach (var (name, value) in properties)
            map[name] = value;
        var buffer = new ByteBuffer(256, autoGrow: true);
        Encoder.WriteMap(buffer, map, smallEncoding: true);
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    public static Dictionary<string, object?>? Decode(byte[] bytes)
    {
        if (bytes.Length == 0)
            return null;
        var buffer = new ByteBuffer(bytes, 0, bytes.Length, bytes.Length);
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in Encoder.ReadMap(buffer, Encoder.ReadFormatCode(buffer)))
            properties[name.ToString()!] = value;
        return properties;
    }
}
