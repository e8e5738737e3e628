namespace Router.Intake.Bodies;

/// <summary>What one post has taken of a budget; given back with it. Of one post, so used by one thread at a time.</summary>
internal sealed class ByteShare(ByteBudget budget, string? network) : IDisposable
{
    private long held;

    public bool TryTake(long bytes)
    {
        if (bytes > 0 && !budget.TryTake(network, bytes))
        {
            return false;
        }

        held += bytes;
        return true;
    }

    public void Return(long bytes)
    {
        if (bytes > 0)
        {
            budget.Return(network, bytes);
            held -= bytes;
        }
    }

    public void Dispose() => Return(held);
}
