namespace Router.Intake.Quotas;

/// <summary>
/// What may come from one place within a day (a network, a source), and a fifth of that from one mail address in it. What one of the two refuses takes nothing of the
/// other, so that nobody uses up a place by what is refused.
/// </summary>
internal sealed class DayQuota(DayLimits limits, TimeProvider time)
{
    private const int PartOfOneAddress = 5;
    private readonly Lock gate = new();
    private readonly DayAllowance ofPlace = new(limits, time);
    private readonly DayAllowance ofAddress = new(limits.Part(PartOfOneAddress), time);

    /// <param name="address">The customer's mail address; empty where nobody knows it.</param>
    /// <returns>Null where the request may be kept; else when to try again.</returns>
    public TimeSpan? TryTake(string place, string address, long bytes, int files)
    {
        var sender = address.Length == 0 ? null : SenderKey.Of(place, address);
        lock (gate)
        {
            var wait = new[] { ofPlace.WaitOf(place, bytes, files), sender is null ? null : ofAddress.WaitOf(sender, bytes, files) }.Max();
            if (wait is not null)
            {
                return wait;
            }

            ofPlace.Take(place, bytes, files);
            if (sender is not null)
            {
                ofAddress.Take(sender, bytes, files);
            }

            return null;
        }
    }
}
