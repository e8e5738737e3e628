using System.Diagnostics.Metrics;
using Router.Messaging.ServiceBus;

namespace Router.Contract.Messaging;

/// <summary>What one client has measured of itself; and a way to wait for what it does.</summary>
internal sealed class Measurements : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly List<(string Instrument, double Value, string Tags)> seen = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Measurements(IMeterFactory owner)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == MessagingMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, owner))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
    }

    public long Of(string instrument, string tag = "")
    {
        lock (gate)
        {
            return (long)seen.Where(one => one.Instrument == instrument && one.Tags.Contains(tag, StringComparison.Ordinal)).Sum(one => one.Value);
        }
    }

    public int CountOf(string instrument, string tag = "")
    {
        lock (gate)
        {
            return seen.Count(one => one.Instrument == instrument && one.Tags.Contains(tag, StringComparison.Ordinal));
        }
    }

    /// <summary>Returns when the instrument has reached the count.</summary>
    public async Task ReachAsync(string instrument, long count, string tag = "")
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            Task change;
            lock (gate)
            {
                change = changed.Task;
            }

            if (Of(instrument, tag) >= count)
            {
                return;
            }

            await change.WaitAsync(limit.Token);
        }
    }

    public void Dispose() => listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (gate)
        {
            seen.Add((instrument.Name, value, text));
            changed.TrySetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
