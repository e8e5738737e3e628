using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Router.FunctionsHost;

internal static class HostLogs
{
    public static ILoggerFactory Create(bool verbose) => LoggerFactory.Create(logs => logs
        .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        }));
}
