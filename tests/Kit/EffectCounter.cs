namespace Router.Kit;

/// <summary>What a proxy does at the chosen effect.</summary>
internal enum KillPoint
{
    /// <summary>The process dies before the effect reaches the service.</summary>
    Before,

    /// <summary>The service has done it; the process dies before it hears.</summary>
    After,
}

/// <summary>Counts the writes that pass, and strikes at some of them.</summary>
internal sealed class EffectCounter
{
    private readonly Lock gate = new();
    private Dictionary<int, KillPoint> plan = [];
    private Action strike = () => { };
    private int seen;
    private int strikes;

    public int Seen => Volatile.Read(ref seen);

    /// <summary>How many of the planned strikes happened.</summary>
    public int Strikes => Volatile.Read(ref strikes);

    public void Reset() => Reset([], () => { });

    /// <param name="kills">At which effects, counted from 1 and on over restarts.</param>
    /// <param name="onStrike">Ends the process.</param>
    public void Reset(IEnumerable<(int At, KillPoint Point)> kills, Action onStrike)
    {
        lock (gate)
        {
            (plan, strike) = (kills.ToDictionary(kill => kill.At, kill => kill.Point), onStrike);
            (seen, strikes) = (0, 0);
        }
    }

    /// <summary>Passes one effect through; false when the process was struck and nothing may be answered.</summary>
    public async Task<bool> PassAsync(Func<Task> effect)
    {
        var point = Next();
        if (point == KillPoint.Before)
        {
            Strike();
            return false;
        }

        await effect();
        if (point is null)
        {
            return true;
        }

        Strike();
        return false;
    }

    private KillPoint? Next()
    {
        lock (gate)
        {
            return plan.TryGetValue(++seen, out var point) ? point : null;
        }
    }

    private void Strike()
    {
        Interlocked.Increment(ref strikes);
        strike();
    }
}
