namespace Router.Intake.Quotas;

/// <summary>What each of many senders may leave with us within a day: requests, their bytes and their files. In the memory of this process, see 0020. What is refused takes nothing.</summary>
internal sealed class DayAllowance(DayLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly RateGate requests = new(limits.Requests, Day, time);
    private readonly RateGate bytes = new(limits.Bytes, Day, time);
    private readonly RateGate files = new(limits.Files, Day, time);

    /// <returns>Null where it may be kept; else when to try again.</returns>
    public TimeSpan? WaitOf(string key, long size, int count) => new[] { requests.WaitOf(key), bytes.WaitOf(key, size), count == 0 ? null : files.WaitOf(key, count) }.Max();

    public void Take(string key, long size, int count)
    {
        requests.Take(key);
        bytes.Take(key, size);
        if (count > 0)
        {
            files.Take(key, count);
        }
    }
}
