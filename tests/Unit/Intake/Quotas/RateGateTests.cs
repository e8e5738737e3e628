using Microsoft.Extensions.Time.Testing;
using Router.Intake.Quotas;

namespace Router.Unit.Intake.Quotas;

public sealed class RateGateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryPass_MoreThanItsShare_WaitsAsLongAsItSays()
    {
        var gate = new RateGate(3, TimeSpan.FromMinutes(3), _time);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(gate.TryPass("a")));
        Assert.Equal(TimeSpan.FromMinutes(1), gate.TryPass("a"));
        Assert.Null(gate.TryPass("b"));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(1), gate.TryPass("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(gate.TryPass("a"));
        Assert.NotNull(gate.TryPass("a"));
    }

    [Fact]
    public void TryPass_NoLimit_AlwaysPasses()
    {
        var gate = new RateGate(0, TimeSpan.FromMinutes(1), _time);

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.Null(gate.TryPass("a")));
    }

    [Fact]
    public void TryPass_FloodOfKeys_SharesOneAndForgetsNobody()
    {
        var gate = new RateGate(1, TimeSpan.FromMinutes(1), _time);
        for (var i = 0; i < RateGate.MaxKeys; i++)
        {
            gate.TryPass($"{i}");
        }

        Assert.Null(gate.TryPass("one more"));
        Assert.NotNull(gate.TryPass("and another"));
        Assert.NotNull(gate.TryPass("0"));

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(gate.TryPass("and another"));
        Assert.Null(gate.TryPass("a third"));
    }

    [Fact]
    public void TryPass_MoreThanTheWhole_TakesTheWhole()
    {
        var gate = new RateGate(10, TimeSpan.FromDays(1), _time);

        Assert.Null(gate.TryPass("a", 1_000));
        Assert.Equal(TimeSpan.FromDays(1), gate.TryPass("a", 1_000));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(gate.TryPass("a", 1_000));
    }

    [Fact]
    public void WaitOf_TakesNothing()
    {
        var gate = new RateGate(1, TimeSpan.FromDays(1), _time);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(gate.WaitOf("a")));
        gate.Take("a");
        Assert.NotNull(gate.WaitOf("a"));
    }
}
