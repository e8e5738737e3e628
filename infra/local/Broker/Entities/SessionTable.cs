namespace Router.Broker.Entities;

/// <summary>Who holds which session until when, and each session's own state.</summary>
internal sealed class SessionTable(TimeSpan lockDuration)
{
    private readonly Dictionary<string, (object Holder, DateTimeOffset Until)> held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ReadOnlyMemory<byte> State, DateTimeOffset SetAt)> states = new(StringComparer.Ordinal);

    public DateTimeOffset? NextExpiry => held.Count == 0 ? null : held.Values.Min(value => value.Until);

    /// <summary>Sessions whose state was set after that moment.</summary>
    public IEnumerable<string> WithStateSince(DateTimeOffset moment) => states.Where(pair => pair.Value.SetAt > moment).Select(pair => pair.Key);

    public bool IsFree(string sessionId, DateTimeOffset now) => !held.TryGetValue(sessionId, out var hold) || hold.Until <= now;

    public bool IsHeldBy(string sessionId, object holder, DateTimeOffset now) =>
        held.TryGetValue(sessionId, out var hold) && ReferenceEquals(hold.Holder, holder) && hold.Until > now;

    public DateTimeOffset Hold(string sessionId, object holder, DateTimeOffset now)
    {
        held[sessionId] = (holder, now + lockDuration);
        return now + lockDuration;
    }

    public DateTimeOffset? Renew(string sessionId, DateTimeOffset now)
    {
        if (!held.TryGetValue(sessionId, out var hold) || hold.Until <= now)
            return null;
        return Hold(sessionId, hold.Holder, now);
    }

    public bool Release(string sessionId, object holder) =>
        held.TryGetValue(sessionId, out var hold) && ReferenceEquals(hold.Holder, holder) && held.Remove(sessionId);

    public bool TryTakeExpired(DateTimeOffset now, out string sessionId, out object holder)
    {
        foreach (var (id, hold) in held)
        {
            if (hold.Until > now)
                continue;
            (sessionId, holder) = (id, hold.Holder);
            return held.Remove(id);
        }

        (sessionId, holder) = ("", this);
        return false;
    }

    public ReadOnlyMemory<byte>? State(string sessionId) => states.TryGetValue(sessionId, out var state) ? (ReadOnlyMemory<byte>?)state.State : null;

    public void SetState(string sessionId, ReadOnlyMemory<byte>? state, DateTimeOffset now)
    {
        if (state is { } value)
            states[sessionId] = (value, now);
        else
            states.Remove(sessionId);
    }
}
