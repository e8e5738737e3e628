using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Router.Access;

namespace Router.Triggers.Http;

/// <summary>The functions that say whom they are open to.</summary>
internal static class OpenFunctions
{
    private static readonly FrozenSet<string> Names = typeof(OpenFunctions).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<OpenToAttribute>() is not null)
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Includes(string function) => Names.Contains(function);
}
