using System.Diagnostics;
using System.Diagnostics.Metrics;
using Router.Requests;

namespace Router.Operations;

/// <summary>
/// Shows the team what was refused: each is counted by the meter Router.Refusals, and logged with no word of the sender's. Of one code and channel there is a
/// line at once and then one a minute with the count, so that a flood does not flood the log.
/// </summary>
internal sealed partial class Refusals : IDisposable
{
    public const string MeterName = "Router.Refusals";
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private readonly Counter<long> counter;
    private readonly TimeProvider time;
    private readonly ILogger<Refusals> logger;
    private readonly Lock gate = new();

    // As many as there are codes and channels: none of both comes from a sender.
    private readonly Dictionary<(string Code, string Channel), Unlogged> unlogged = [];

    public Refusals(IMeterFactory meters, TimeProvider time, ILogger<Refusals> logger)
    {
        // The factory owns the meter.
        counter = meters.Create(MeterName).CreateCounter<long>("router.refusals", "{request}", "Requests that were refused");
        this.time = time;
        Counts = new RefusalCounts(time);
        this.logger = logger;
    }

    public RefusalCounts Counts { get; }

    /// <summary>For every answer that tells of a problem; what is a failure of ours is no refusal.</summary>
    public static void Note(HttpContext context, Problem problem)
    {
        // A limit says when to come again; an outage is logged where it strikes.
        if (problem.Status < StatusCodes.Status500InternalServerError || problem.RetryAfter is not null)
        {
            context.RequestServices.GetRequiredService<Refusals>().Note(problem, ChannelOf(context.Request.Path));
        }
    }

    public void Note(Problem problem, string channel)
    {
        counter.Add(1, new TagList { { "code", problem.Code }, { "channel", channel } });
        var level = LevelOf(problem.Status);
        Counts.Add(problem.Code, channel, isSuspicious: level == LogLevel.Warning);
        var refused = (problem.Code, channel);
        lock (gate)
        {
            if (unlogged.TryGetValue(refused, out var more))
            {
                more.Count++;
                return;
            }

            var added = unlogged[refused] = new Unlogged(level);
            added.Timer = time.CreateTimer(_ => EndMinute(refused, added), null, Between, Between);
            Log.Refused(logger, added.Level, problem.Code, channel);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var (refused, left) in unlogged)
            {
                left.Timer?.Dispose();
                LogRest(refused, left);
            }

            unlogged.Clear();
        }
    }

    private static string ChannelOf(PathString path) => path switch
    {
        _ when path.StartsWithSegments("/api/email", StringComparison.OrdinalIgnoreCase) => "email",
        _ when path.StartsWithSegments("/api/webhooks", StringComparison.OrdinalIgnoreCase) => "webhook",
        _ when path.StartsWithSegments("/api/forms", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/forms", StringComparison.OrdinalIgnoreCase) => "form",
        _ => "page",
    };

    // What an attack looks like; the rest are mostly mistakes.
    private static LogLevel LevelOf(int status) => status is 401 or 403 or 408 or 429 or 503 ? LogLevel.Warning : LogLevel.Information;

    private void EndMinute((string Code, string Channel) refused, Unlogged minute)
    {
        lock (gate)
        {
            if (minute.Count == 0)
            {
                unlogged.Remove(refused);
                minute.Timer?.Dispose();
            }

            LogRest(refused, minute);
        }
    }

    private void LogRest((string Code, string Channel) refused, Unlogged minute)
    {
        if (minute.Count > 0)
        {
            Log.RefusedMore(logger, minute.Level, minute.Count, refused.Code, refused.Channel);
            minute.Count = 0;
        }
    }

    private sealed class Unlogged(LogLevel level)
    {
        public LogLevel Level { get; } = level;

        public ITimer? Timer { get; set; }

        public long Count { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "Refused: {Code}, channel {Channel}")]
        public static partial void Refused(ILogger logger, LogLevel level, string code, string channel);

        [LoggerMessage(EventId = 2, Message = "Refused {Count} more within a minute: {Code}, channel {Channel}")]
        public static partial void RefusedMore(ILogger logger, LogLevel level, long count, string code, string channel);
    }
}
