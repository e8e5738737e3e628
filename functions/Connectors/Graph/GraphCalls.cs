using Router.Mailbox;

namespace Router.Connectors.Graph;

/// <summary>Runs calls to Graph: four at a time (its limit for one app and mailbox), each under a deadline, busy answers waited out as it asks.</summary>
internal sealed class GraphCalls(TimeProvider time) : IDisposable
{
    private const int AtOnce = 4;
    private const int MostTries = 4;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan UnaskedWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turns = new(AtOnce);

    /// <param name="isRepeatable">False where a call that failed may have done its work all the same and must not do it twice: only 429 says that nothing was done.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken, bool isRepeatable = true)
    {
        var until = time.GetUtcNow() + Deadline;
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            for (var number = 1; ; number++)
            {
                try
                {
                    return await InTurnAsync(call, limited.Token);
                }
                catch (MailboxException busy) when ((busy.Status == 429 || (busy.Status == 503 && isRepeatable)) && number < MostTries && time.GetUtcNow() + (busy.RetryAfter ?? UnaskedWait) < until)
                {
                    await Task.Delay(busy.RetryAfter ?? UnaskedWait, time, limited.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail service did not answer within {Deadline.TotalSeconds} s.");
        }
    }

    /// <summary>The same, with null for what is not there.</summary>
    public async Task<T?> FindAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await RunAsync(call, cancellationToken);
        }
        catch (MailboxException gone) when (gone.Status == 404 && gone.Code is not ("MailboxNotEnabledForRESTAPI" or "ErrorInvalidUser" or "Request_ResourceNotFound"))
        {
            return null;
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await call(cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }
}
