using System.Text.Json;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Definitions;

/// <summary>A binding as the worker lists it, in the form in which the host gives it back to load the function.</summary>
internal static class BindingInfos
{
    public static (string Name, BindingInfo Info) Read(string binding)
    {
        using var document = JsonDocument.Parse(binding);
        var root = document.RootElement;
        var info = new BindingInfo
        {
            Type = root.GetProperty("type").GetString(),
            Direction = Enum.Parse<BindingInfo.Types.Direction>(root.GetProperty("direction").GetString()!, ignoreCase: true),
            DataType = root.TryGetProperty("dataType", out var dataType) && Enum.TryParse<BindingInfo.Types.DataType>(dataType.GetString(), ignoreCase: true, out var known)
                ? known
                : BindingInfo.Types.DataType.Undefined,
        };
        if (root.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                info.Properties[property.Name] = property.Value.ToString();
            }
        }

        return (root.GetProperty("name").GetString()!, info);
    }
}
