using System.Xml.Linq;
using static Router.Broker.Administration.AtomXml;

namespace Router.Broker.Administration;

internal static class NamespaceDescription
{
    private const string Name = "localhost";

    public static XElement Entry(DateTimeOffset createdAt) => AtomXml.Entry(Name, new XElement(
        ServiceBus + "NamespaceInfo",
        Element("CreatedTime", Time(createdAt)),
        Element("MessagingSKU", "Standard"),
        Element("ModifiedTime", Time(createdAt)),
        Element("Name", Name),
        Element("NamespaceType", "Messaging")));
}
