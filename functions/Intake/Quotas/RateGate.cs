namespace Router.Intake.Quotas;

/// <summary>Lets so many of each key through within a window, in the memory of this process; see 0020 why not in storage.</summary>
/// <remarks>
/// Per key one time is kept: when it will have its whole allowance again (GCRA). A flood of new keys shares what is beyond the bound of the
/// memory, so that it neither fills it nor empties it of those that are known.
/// </remarks>
internal sealed class RateGate(long most, TimeSpan window, TimeProvider time)
{
    public const int MaxKeys = 50_000;
    private const string OneOfTooMany = "";
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> full = new(StringComparer.Ordinal);
    private DateTimeOffset nextSweep;

    /// <param name="cost">How much of the allowance it takes; what costs more than the whole takes the whole.</param>
    /// <returns>Null where it may pass; else when to try again.</returns>
    public TimeSpan? TryPass(string key, long cost = 1)
    {
        lock (gate)
        {
            var wait = WaitOf(key, cost);
            if (wait is null)
            {
                Take(key, cost);
            }

            return wait;
        }
    }

    /// <summary>As <see cref="TryPass"/>, but takes nothing.</summary>
    public TimeSpan? WaitOf(string key, long cost = 1)
    {
        if (most == 0)
        {
            return null;
        }

        lock (gate)
        {
            var (_, next, now) = After(key, cost);
            return next - now > window ? next - now - window : null;
        }
    }

    /// <summary>Takes what <see cref="WaitOf"/> found to be there.</summary>
    public void Take(string key, long cost = 1)
    {
        if (most == 0)
        {
            return;
        }

        lock (gate)
        {
            var (known, next, _) = After(key, cost);
            full[known] = next;
        }
    }

    private (string Known, DateTimeOffset Next, DateTimeOffset Now) After(string key, long cost)
    {
        var now = time.GetUtcNow();
        var known = Known(key, now);
        var start = full.TryGetValue(known, out var at) && at > now ? at : now;
        return (known, start + (window * ((double)Math.Min(cost, most) / most)), now);
    }

    private string Known(string key, DateTimeOffset now)
    {
        if (full.Count < MaxKeys || full.ContainsKey(key))
        {
            return key;
        }

        // Under a flood of new keys not at each of them.
        if (now < nextSweep)
        {
            return OneOfTooMany;
        }

        nextSweep = now + TimeSpan.FromSeconds(1);
        foreach (var rested in full.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
        {
            full.Remove(rested);
        }

        return full.Count < MaxKeys ? key : OneOfTooMany;
    }
}
