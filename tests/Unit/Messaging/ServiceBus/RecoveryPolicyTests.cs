using CsCheck;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Unit.Messaging.ServiceBus;

public sealed class RecoveryPolicyTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public void ReconnectDelay_WithoutJitter_DoublesUpToTheLongest() => Assert.Equal(
        [100, 200, 400, 800, 1500, 1500, 1500],
        new[] { 1, 2, 3, 4, 5, 6, 10_000 }.Select(failures => RecoveryPolicy.ReconnectDelay(failures, 0).TotalMilliseconds));

    [Fact]
    public void ReconnectDelay_WithJitter_TakesUpToHalfAway() => Assert.Equal(
        (100d, 75d, 50d),
        (RecoveryPolicy.ReconnectDelay(1, 0).TotalMilliseconds, RecoveryPolicy.ReconnectDelay(1, 0.5).TotalMilliseconds, RecoveryPolicy.ReconnectDelay(1, 1).TotalMilliseconds));

    [Fact]
    public void ReconnectDelay_HoweverLongTheOutage_LeavesFiveSecondsToTheReturn() => Gen.Int[1, int.MaxValue].Select(Gen.Double[0, 1]).Sample((failures, jitter) =>
        RecoveryPolicy.ReconnectDelay(failures, jitter) + TimeSpan.FromSeconds(new MessagingOptions().ConnectTimeoutSeconds) < TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData("Transient", 100)]
    [InlineData("Unknown", 100)]
    [InlineData("Busy", 10_200)]
    [InlineData("Unauthorized", 0)]
    [InlineData("Permanent", null)]
    [InlineData("QuotaExceeded", null)]
    [InlineData("LockLost", null)]
    public void ResendDelay_FirstAttempt_ByReason(string reason, int? expected) =>
        Assert.Equal(expected, RecoveryPolicy.ResendDelay(Enum.Parse<BrokerFailure>(reason), 1, Long, 0)?.TotalMilliseconds);

    [Fact]
    public void ResendDelay_UnauthorizedAgainWithANewToken_GivesUp() => Assert.Null(RecoveryPolicy.ResendDelay(BrokerFailure.Unauthorized, 2, Long, 0));

    [Fact]
    public void ResendDelay_ServerBusy_NeverBeforeTenSeconds() => Gen.Int[1, 100].Select(Gen.Double[0, 1]).Sample((attempt, jitter) =>
        RecoveryPolicy.ResendDelay(BrokerFailure.Busy, attempt, Long, jitter) >= TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData("Transient", 0.1)]
    [InlineData("Busy", 10)]
    [InlineData("Unauthorized", 0)]
    public void ResendDelay_NoTimeLeft_GivesUp(string reason, double secondsLeft) =>
        Assert.Null(RecoveryPolicy.ResendDelay(Enum.Parse<BrokerFailure>(reason), 1, TimeSpan.FromSeconds(secondsLeft), 0));
}
