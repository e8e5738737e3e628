using Router.FunctionsHost.Worker;

namespace Router.Unit.Host;

public sealed class RestartPolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RestartPolicy policy = new(RestartPolicy.DefaultMaxRestarts, RestartPolicy.DefaultWindow);

    [Fact]
    public void Decide_ExitCodeZero_StaysDown() => Assert.Equal(RestartDecision.StayDown, policy.Decide(0, Start));

    [Fact]
    public void Decide_ThirdCrashWithinTheWindow_ShutsDown()
    {
        Assert.Equal(RestartDecision.Restart, policy.Decide(1, Start));
        Assert.Equal(RestartDecision.Restart, policy.Decide(137, Start.AddMinutes(10)));
        Assert.Equal(RestartDecision.ShutDown, policy.Decide(1, Start.AddMinutes(29)));
    }

    [Fact]
    public void Decide_FirstCrashHasLeftTheWindow_Restarts()
    {
        policy.Decide(1, Start);
        policy.Decide(1, Start.AddMinutes(10));

        Assert.Equal(RestartDecision.Restart, policy.Decide(1, Start.AddMinutes(30)));
    }

    [Fact]
    public void Decide_IntendedRestarts_NeverCount()
    {
        for (var restart = 0; restart < 10; restart++)
        {
            Assert.Equal(RestartDecision.Restart, policy.Decide(200, Start));
        }

        Assert.Equal(RestartDecision.Restart, policy.Decide(1, Start));
    }
}
