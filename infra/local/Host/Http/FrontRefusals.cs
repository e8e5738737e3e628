using Microsoft.Extensions.Logging;

namespace Router.FunctionsHost.Http;

/// <summary>What the app never sees, seen in the log: a line at once and then one a minute with the count, so that a flood does not flood the log.</summary>
internal sealed partial class FrontRefusals(TimeProvider time, ILogger<FrontRefusals> logger)
{
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Logged, int More)> seen = [];

    public void Note(HostRefusal refusal)
    {
        int count;
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (seen.TryGetValue(refusal.Code, out var last) && time.GetElapsedTime(last.Logged, now) < Between)
            {
                seen[refusal.Code] = last with { More = last.More + 1 };
                return;
            }

            seen[refusal.Code] = (now, 0);
            count = last.More + 1;
        }

        Log.Refused(logger, refusal.Code, count);
    }

    private static partial class Log
    {
        [LoggerMessage(35, LogLevel.Information, "Refused in front of the app: {Code}, {Count} since the last such line")]
        public static partial void Refused(ILogger logger, string code, int count);
    }
}
