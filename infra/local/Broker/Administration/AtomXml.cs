using System.Globalization;
using System.Xml.Linq;

namespace Router.Broker.Administration;

/// <summary>The Atom envelope in which descriptions travel.</summary>
internal static class AtomXml
{
    public const string ContentType = "application/atom+xml;type=entry;charset=utf-8";
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace ServiceBus = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
    public static readonly XNamespace Counts = "http://schemas.microsoft.com/netservices/2011/06/servicebus";
    public static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
    public static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";

    public static XElement Entry(string title, XElement description) => new(
        Atom + "entry",
        new XElement(Atom + "title", new XAttribute("type", "text"), title),
        new XElement(Atom + "content", new XAttribute("type", "application/xml"), description));

    public static XElement Feed(string title, IEnumerable<XElement> entries) =>
        new(Atom + "feed", new XElement(Atom + "title", new XAttribute("type", "text"), title), entries);

    public static XElement Error(AdministrationError error) => new(
        "Error", new XElement("Code", error.Status.ToString(CultureInfo.InvariantCulture)), new XElement("Detail", error.Message));

    /// <summary>The description of that name within an entry.</summary>
    public static XElement DescriptionIn(XElement entry, string name) =>
        entry.Element(Atom + "content")?.Element(ServiceBus + name) ?? throw new AdministrationError(400, $"The body holds no {name}.");

    public static XElement Element(string name, object value) => new(ServiceBus + name, value);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
