namespace Router.Intake;

/// <summary>The sender's clock, believed only where it can be right; storage cannot hold every year that a sender can write.</summary>
internal static class SentTime
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset? Plausible(DateTimeOffset sent, DateTimeOffset receivedAt) =>
        sent >= Earliest && sent <= receivedAt.AddDays(1) ? sent : null;
}
