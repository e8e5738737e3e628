using System.Collections.Concurrent;

namespace Router.Intake.Forms;

/// <summary>The keys of posts that this process is taking in at this moment. Between instances the insert of the row decides, see 0020. One network's keys are in nobody else's way.</summary>
internal sealed class KeysInFlight
{
    private readonly ConcurrentDictionary<(string Form, string? Network, string Key), bool> keys = new();

    /// <returns>Null where another post with this key is being taken in; else to be disposed when this one is.</returns>
    public IDisposable? TryTake(string form, string? network, string? key) =>
        key is null ? new Taken(keys, null) : keys.TryAdd((form, network, key), true) ? new Taken(keys, (form, network, key)) : null;

    private sealed class Taken(ConcurrentDictionary<(string, string?, string), bool> keys, (string, string?, string)? key) : IDisposable
    {
        public void Dispose()
        {
            if (key is { } taken)
            {
                keys.TryRemove(taken, out _);
            }
        }
    }
}
