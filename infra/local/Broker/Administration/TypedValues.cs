using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using static Router.Broker.Administration.AtomXml;

namespace Router.Broker.Administration;

/// <summary>Named values, each with the XML schema type it was given.</summary>
internal static class TypedValues
{
    private const string Item = "KeyValueOfstringanyType";

    /// <summary>Throws <see cref="FormatException"/> for a value that is not of its type.</summary>
    public static IReadOnlyDictionary<string, object> Read(XElement? list)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var item in list?.Elements(ServiceBus + Item) ?? [])
        {
            if (item.Element(ServiceBus + "Key")?.Value is { } key && item.Element(ServiceBus + "Value") is { } value)
                values[key] = Value(value);
        }

        return values;
    }

    public static XElement Write(string name, IReadOnlyDictionary<string, object> values) => new(
        ServiceBus + name,
        values.Select(pair => new XElement(ServiceBus + Item, Element("Key", pair.Key), Write(pair.Value))));

    private static object Value(XElement value)
    {
        var type = value.Attribute(Instance + "type")?.Value.Split(':')[^1];
        return type switch
        {
            "int" => XmlConvert.ToInt32(value.Value),
            "long" => XmlConvert.ToInt64(value.Value),
            "boolean" => XmlConvert.ToBoolean(value.Value),
            "double" => XmlConvert.ToDouble(value.Value),
            "dateTime" => XmlConvert.ToDateTime(value.Value, XmlDateTimeSerializationMode.Utc),
            _ => value.Value,
        };
    }

    private static XElement Write(object value)
    {
        var (type, text) = value switch
        {
            bool flag => ("boolean", XmlConvert.ToString(flag)),
            double or float => ("double", XmlConvert.ToString(Convert.ToDouble(value, CultureInfo.InvariantCulture))),
            int number => ("int", XmlConvert.ToString(number)),
            byte or sbyte or short or ushort or uint or long => ("long", Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)),
            DateTime time => ("dateTime", XmlConvert.ToString(time, XmlDateTimeSerializationMode.Utc)),
            _ => ("string", value.ToString() ?? ""),
        };
        return new XElement(
            ServiceBus + "Value",
            new XAttribute(Instance + "type", $"d:{type}"),
            new XAttribute(XNamespace.Xmlns + "d", Schema),
            text);
    }
}
