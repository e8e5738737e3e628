using System.Collections.Concurrent;

namespace Router.Broker.Faults;

/// <summary>Which faults are armed for how many times, and how often each was really injected.</summary>
internal sealed class FaultSwitches
{
    private readonly Lock gate = new();
    private readonly Dictionary<FaultKind, (int Left, string? Entity)> armed = [];
    private readonly ConcurrentDictionary<FaultKind, long> injected = new();

    public IReadOnlyDictionary<FaultKind, long> Injected => injected;

    public IReadOnlyDictionary<FaultKind, int> Armed
    {
        get
        {
            lock (gate)
                return armed.ToDictionary(pair => pair.Key, pair => pair.Value.Left);
        }
    }

    public void Arm(FaultKind kind, int count, string? entity = null)
    {
        lock (gate)
            armed[kind] = (count, entity);
    }

    public void Disarm()
    {
        lock (gate)
            armed.Clear();
    }

    /// <summary>True when this call has to fail; the fault is then used up once and counted.</summary>
    public bool Strikes(FaultKind kind, string entity)
    {
        lock (gate)
        {
            if (armed.Count == 0 || !armed.TryGetValue(kind, out var fault))
                return false;
            if (fault.Entity is not null && !string.Equals(fault.Entity, entity, StringComparison.OrdinalIgnoreCase))
                return false;
            if (fault.Left <= 1)
                armed.Remove(kind);
            else
                armed[kind] = (fault.Left - 1, fault.Entity);
        }

        Count(kind);
        return true;
    }

    public void Count(FaultKind kind, long times = 1) => injected.AddOrUpdate(kind, times, (_, before) => before + times);
}
