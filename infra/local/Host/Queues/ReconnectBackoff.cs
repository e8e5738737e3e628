namespace Router.FunctionsHost.Queues;

/// <summary>How long to wait before the next attempt to connect: doubling, and never so long that a returned broker waits.</summary>
internal sealed class ReconnectBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private TimeSpan next = First;

    public TimeSpan Next()
    {
        var delay = next;
        next = delay * 2 < Longest ? delay * 2 : Longest;
        return delay;
    }

    public void Reset() => next = First;
}
