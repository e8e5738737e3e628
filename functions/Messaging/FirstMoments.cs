namespace Router.Messaging;

/// <summary>The first moments of a start belong to the first request: what nobody waits for begins after them, or as soon as somebody does wait.</summary>
internal sealed class FirstMoments(TimeProvider time)
{
    internal static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void End() => over.TrySetResult();

    /// <summary>Never throws: whoever began is told to stop by its own token.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.WhenAny(over.Task, Task.Delay(Length, time, cancellationToken));
}
