namespace Router.Intake.Bodies;

/// <summary>Until when a body has to have come, for those that come just fast enough.</summary>
internal sealed class BodyDeadline : IDisposable
{
    private readonly CancellationTokenSource late;
    private readonly CancellationTokenSource either;

    public BodyDeadline(TimeSpan most, TimeProvider time, CancellationToken gone)
    {
        late = new CancellationTokenSource(most, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, gone);
    }

    /// <summary>Ends the reading when the time is over or the sender gone.</summary>
    public CancellationToken Token => either.Token;

    public bool HasPassed => late.IsCancellationRequested;

    public void Dispose()
    {
        either.Dispose();
        late.Dispose();
    }
}
