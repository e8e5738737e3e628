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

    /// <summary>Stands for a mail that is taken in and held; nobody is answered with it.</summary>
    public const string QuotaHeld = "quota-held";

    /// <summary>Stands for a notification that is answered like any other, so that its sender learns nothing.</summary>
    public const string NotificationForeign = "notification-foreign";

    private const string Ignored = "Ignored";
    private const string Refused = "Refused";
    private const string Held = "Held";
    private const string Email = "email";
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

    public void Note(Problem problem, string channel) => Note(problem.Code, channel, LevelOf(problem.Status), Refused);

    /// <summary>For each mail beyond what one address may send within a day.</summary>
    public void NoteHeld() => Note(QuotaHeld, Email, LogLevel.Warning, Held);

    /// <summary>For each post with items that did not carry our client state.</summary>
    public void NoteForeign() => Note(NotificationForeign, Email, LogLevel.Warning, Ignored);

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

    private void Note(string code, string channel, LogLevel level, string what)
    {
        counter.Add(1, new TagList { { "code", code }, { "channel", channel } });
        Counts.Add(code, channel, isSuspicious: level == LogLevel.Warning);
        var refused = (code, channel);
        lock (gate)
        {
            if (unlogged.TryGetValue(refused, out var more))
            {
                more.Count++;
                return;
            }

            var added = unlogged[refused] = new Unlogged(level, what);
            added.Timer = time.CreateTimer(_ => EndMinute(refused, added), null, Between, Between);
            Log.Noted(logger, added.Level, what, code, channel);
        }
    }

    private static string ChannelOf(PathString path) => path switch
    {
        _ when path.StartsWithSegments("/api/email", StringComparison.OrdinalIgnoreCase) => Email,
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
            Log.NotedMore(logger, minute.Level, minute.What, minute.Count, refused.Code, refused.Channel);
            minute.Count = 0;
        }
    }

    private sealed class Unlogged(LogLevel level, string what)
    {
        public string What => what;

        public LogLevel Level { get; } = level;

        public ITimer? Timer { get; set; }

        public long Count { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{What}: {Code}, channel {Channel}")]
        public static partial void Noted(ILogger logger, LogLevel level, string what, string code, string channel);

        [LoggerMessage(EventId = 2, Message = "{What} {Count} more within a minute: {Code}, channel {Channel}")]
        public static partial void NotedMore(ILogger logger, LogLevel level, string what, long count, string code, string channel);
    }
}
