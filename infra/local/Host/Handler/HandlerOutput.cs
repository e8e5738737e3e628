using Microsoft.Extensions.Logging;

namespace Router.FunctionsHost.Handler;

/// <summary>The handler's console in the host's log: stdout is Information, stderr Error unless the line speaks of a warning.</summary>
internal static class HandlerOutput
{
    public static LogLevel LevelOf(bool isErrorStream, string line) =>
        !isErrorStream ? LogLevel.Information
        : line.Contains("warn", StringComparison.OrdinalIgnoreCase) ? LogLevel.Warning
        : LogLevel.Error;
}
