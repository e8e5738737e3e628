using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Router.Runner.Stack;

/// <summary>Built programs look for .NET where an installer puts it; one unpacked elsewhere has to be shown to them.</summary>
internal static class DotnetPrograms
{
    private const string Variable = "DOTNET_ROOT";

    public static ProcessStartInfo Locate(ProcessStartInfo command)
    {
        if (!command.Environment.ContainsKey(Variable))
        {
            // …/shared/Microsoft.NETCore.App/10.0.x/
            command.Environment[Variable] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        }

        return command;
    }
}
