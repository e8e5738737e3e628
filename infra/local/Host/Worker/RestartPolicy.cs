namespace Router.FunctionsHost.Worker;

internal enum RestartDecision
{
    Restart,

    /// <summary>The worker stays down while the host goes on: what the real host does after exit code 0.</summary>
    StayDown,

    ShutDown,
}

/// <summary>What an exit of the worker leads to: 0 is never restarted, 200 is an intended restart, anything else counts against the limit.</summary>
internal sealed class RestartPolicy(int maxRestarts, TimeSpan window)
{
    public const int DefaultMaxRestarts = 2;
    private const int IntendedRestart = 200;

    private readonly List<DateTimeOffset> crashes = [];

    public static TimeSpan DefaultWindow { get; } = TimeSpan.FromMinutes(30);

    public RestartDecision Decide(int exitCode, DateTimeOffset now)
    {
        switch (exitCode)
        {
            case 0:
                return RestartDecision.StayDown;
            case IntendedRestart:
                return RestartDecision.Restart;
            default:
                crashes.RemoveAll(crash => now - crash >= window);
                crashes.Add(now);
                return crashes.Count > maxRestarts ? RestartDecision.ShutDown : RestartDecision.Restart;
        }
    }
}
