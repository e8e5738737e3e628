using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Router.FunctionsHost;

internal static class HostLogs
{
    public static ILoggerFactory Create(bool verbose) => LoggerFactory.Create(logs => logs
        .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information)
        .AddConsole(console => console.FormatterName = nameof(OneLine))
        .AddConsoleFormatter<OneLine, ConsoleFormatterOptions>());

    /// <summary>Time, level, text: most lines are the app's own, and the host's class names would only push them aside.</summary>
    private sealed class OneLine() : ConsoleFormatter(nameof(OneLine))
    {
        public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
        {
            var level = logEntry.LogLevel switch { LogLevel.Error or LogLevel.Critical => "fail", LogLevel.Warning => "warn", LogLevel.Debug => "dbug", _ => "info" };
            textWriter.Write($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {level} {logEntry.Formatter(logEntry.State, logEntry.Exception)}");
            textWriter.WriteLine(logEntry.Exception is { } exception ? $" {exception.GetType().Name}: {exception.Message}" : "");
        }
    }
}
