namespace Router.GraphStandIn.Faults;

/// <summary>What the stand-in does wrong on purpose, each as the real service does at times.</summary>
internal sealed class FaultSwitches
{
    private readonly Lock gate = new();
    private Random random = new(1);
    private double dropped;
    private double doubled;
    private (int Status, string Code, int RetryAfterSeconds, int Left) failure;
    private int answersToLose;

    /// <summary>More than four calls at once are answered 429.</summary>
    public bool Throttles { get; set; }

    /// <summary>How long a mail that was told to leave stays a draft.</summary>
    public TimeSpan SendingDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Delta links given out before are no longer known.</summary>
    public int DeltaEpoch { get; private set; }

    public int NotificationsDropped { get; private set; }

    public int NotificationsDoubled { get; private set; }

    public void LoseNotifications(double dropped, double doubled, int seed)
    {
        lock (gate)
        {
            (this.dropped, this.doubled, random) = (dropped, doubled, new Random(seed));
        }
    }

    /// <returns>How often a notification is sent.</returns>
    public int TimesToNotify()
    {
        lock (gate)
        {
            var drawn = random.NextDouble();
            if (drawn < dropped)
            {
                NotificationsDropped++;
                return 0;
            }

            if (drawn < dropped + doubled)
            {
                NotificationsDoubled++;
                return 2;
            }

            return 1;
        }
    }

    public void ExpireDeltaLinks() => DeltaEpoch++;

    public void FailNext(int calls, int status, string code, int retryAfterSeconds = 0)
    {
        lock (gate)
        {
            failure = (status, code, retryAfterSeconds, calls);
        }
    }

    public void LoseNextAnswers(int calls)
    {
        lock (gate)
        {
            answersToLose = calls;
        }
    }

    /// <summary>The failure that this call gets; null for none.</summary>
    public (int Status, string Code, int RetryAfterSeconds)? TakeFailure()
    {
        lock (gate)
        {
            if (failure.Left == 0)
            {
                return null;
            }

            failure.Left--;
            return (failure.Status, failure.Code, failure.RetryAfterSeconds);
        }
    }

    public bool TakeLostAnswer()
    {
        lock (gate)
        {
            return answersToLose > 0 && answersToLose-- > 0;
        }
    }
}
