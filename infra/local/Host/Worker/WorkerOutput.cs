using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Worker;

/// <summary>What the worker says, in the host's log: its logger's entries by their level; stdout as Information, stderr as Error unless the line speaks of a warning.</summary>
internal static partial class WorkerOutput
{
    public static LogLevel LevelOf(bool isErrorStream, string line) =>
        !isErrorStream ? LogLevel.Information
        : line.Contains("warn", StringComparison.OrdinalIgnoreCase) ? LogLevel.Warning
        : LogLevel.Error;

    /// <summary>The real host drops what a worker logs outside an invocation; here it is shown, since there is no other place to look for it.</summary>
    public static void Write(ILogger log, RpcLog entry)
    {
        if (entry.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric)
        {
            return;
        }

        var level = entry.LogCategory == RpcLog.Types.RpcLogCategory.System && entry.Level < RpcLog.Types.Level.Warning ? LogLevel.Debug : (LogLevel)entry.Level;
        var text = entry.Exception is { } exception ? $"{entry.Message} {exception.Message} {exception.StackTrace}" : entry.Message;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Line(log, level, entry.Category.Length > 0 ? $"{entry.Category}: {line}" : line);
        }
    }

    [LoggerMessage(EventId = 6, Message = "app| {Line}")]
    public static partial void Line(ILogger logger, LogLevel level, string line);
}
