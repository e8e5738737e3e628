namespace Router.Broker.Protocol;

/// <summary>While it is shut, bytes stay where they are: to its clients the broker is a black hole.</summary>
internal sealed class FrameGate
{
    private volatile TaskCompletionSource? shut;

    public bool IsShut => shut is not null;

    public void Shut() => shut ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open()
    {
        var waiting = shut;
        shut = null;
        waiting?.TrySetResult();
    }

    public ValueTask PassAsync(CancellationToken cancellation) =>
        shut is { } waiting ? new ValueTask(waiting.Task.WaitAsync(cancellation)) : ValueTask.CompletedTask;
}
