using System.Globalization;
using Router.Kit;

namespace Router.Crash;

/// <summary>Adds up what all fault runs injected and what was left of it, and prints it as the last word.</summary>
public sealed class FaultLedger : IDisposable
{
    private readonly Lock gate = new();
    private int planned;
    private int struck;
    private Verdict total = new(0, 0, 0, 0, 0, 0);

    /// <param name="faults">How many faults were planned.</param>
    /// <param name="injected">How many of them really struck.</param>
    /// <param name="verdict">Of the requests that the faults struck among, and of no others.</param>
    internal void Add(int faults, int injected, Verdict verdict)
    {
        lock (gate)
        {
            (planned, struck) = (planned + faults, struck + injected);
            total += verdict;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"faults {struck}/{planned} · {total}");

    public void Dispose()
    {
        if (planned > 0)
        {
            Console.WriteLine(this);
        }
    }
}
