using System.Runtime.InteropServices;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.Broker.Protocol;

/// <summary>
/// The sections of an encoded message. What the sender owns (<see cref="Bare"/>) is kept as bytes and never encoded again, so that no type
/// and no key of a client's map is lost on the way.
/// </summary>
internal sealed class MessageSections
{
    private const ulong FirstBare = 0x73;
    private const ulong PropertiesCode = 0x73;
    private const ulong ApplicationPropertiesCode = 0x74;

    public Header? Header { get; private set; }
    public MessageAnnotations? Annotations { get; private set; }
    public Properties? Properties { get; private set; }

    /// <summary>Properties, application properties, body and footer.</summary>
    public ReadOnlyMemory<byte> Bare { get; private set; }

    /// <summary>The properties section within <see cref="Bare"/>.</summary>
    public int PropertiesLength { get; private set; }

    public static MessageSections Read(ReadOnlyMemory<byte> encoded, bool withProperties)
    {
        var sections = new MessageSections();
        var buffer = BufferOver(encoded);
        var start = buffer.Offset;
        while (buffer.Length > 0 && DescriptorAt(buffer) is var code && code < FirstBare)
        {
            switch (ReadSection(buffer))
            {
                case Header header:
                    sections.Header = header;
                    break;
                case MessageAnnotations annotations:
                    sections.Annotations = annotations;
                    break;
            }
        }

        sections.Bare = encoded[(buffer.Offset - start)..];
        if (withProperties && buffer.Length > 0 && DescriptorAt(buffer) == PropertiesCode)
        {
            var before = buffer.Offset;
            sections.Properties = (Properties)ReadSection(buffer);
            sections.PropertiesLength = buffer.Offset - before;
        }

        return sections;
    }

    /// <summary>Splits the bare message around its application properties.</summary>
    public static (ReadOnlyMemory<byte> Before, ApplicationProperties Properties, ReadOnlyMemory<byte> After) SplitAtApplicationProperties(ReadOnlyMemory<byte> bare)
    {
        var buffer = BufferOver(bare);
        var start = buffer.Offset;
        if (buffer.Length > 0 && DescriptorAt(buffer) == PropertiesCode)
            ReadSection(buffer);
        var before = bare[..(buffer.Offset - start)];
        var properties = new ApplicationProperties();
        if (buffer.Length > 0 && DescriptorAt(buffer) == ApplicationPropertiesCode)
            properties = (ApplicationProperties)ReadSection(buffer);
        return (before, properties, bare[(buffer.Offset - start)..]);
    }

    public static ByteBuffer BufferOver(ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out var segment))
            segment = bytes.ToArray();
        return new ByteBuffer(segment.Array!, segment.Offset, segment.Count, segment.Count);
    }

    public static object ReadSection(ByteBuffer buffer) => Encoder.ReadDescribed(buffer, Encoder.ReadFormatCode(buffer));

    private static ulong DescriptorAt(ByteBuffer buffer)
    {
        var probe = new ByteBuffer(buffer.Buffer, buffer.Offset, buffer.Length, buffer.Length);
        if (Encoder.ReadFormatCode(probe) != 0)
            throw new ProtocolException(Conditions.DecodeError, "A message consists of described sections.");
        return Encoder.ReadObject(probe) switch
        {
            ulong code => code,
            _ => throw new ProtocolException(Conditions.DecodeError, "A section has an unknown descriptor."),
        };
    }
}
