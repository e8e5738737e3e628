namespace Router.Operations;

/// <param name="Hour">Its beginning, UTC.</param>
/// <param name="IsSuspicious">True for what an attack looks like; the rest are mostly mistakes.</param>
internal sealed record RefusedInAnHour(DateTimeOffset Hour, string Code, string Channel, long Count, bool IsSuspicious)
{
    public const int BurstFrom = 20;

    /// <summary>More than mistakes and misconfigured senders usually make.</summary>
    public bool IsBurst => IsSuspicious && Count >= BurstFrom;
}
