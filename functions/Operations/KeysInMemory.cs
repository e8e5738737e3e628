using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Router.Operations;

/// <summary>
/// Keeps the key ring that the web framework makes unasked. We protect nothing with it, so it needs no file in the home folder of whoever runs the app.
/// </summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly Lock gate = new();
    private readonly List<XElement> keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (gate)
        {
            return [.. keys];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (gate)
        {
            keys.Add(element);
        }
    }
}
