using Router.Intake.Bodies;

namespace Router.Unit.Intake.Bodies;

public sealed class ByteBudgetTests
{
    private readonly ByteBudget _budget = new(total: 100, perNetwork: 60);

    [Fact]
    public void TryTake_BeyondTheTotal_RefusedUntilSomethingIsGivenBack()
    {
        using var one = _budget.Open("a");
        using var other = _budget.Open("b");

        Assert.True(one.TryTake(60));
        Assert.True(other.TryTake(40));
        Assert.False(other.TryTake(1));
        one.Return(1);
        Assert.True(other.TryTake(1));
    }

    [Fact]
    public void TryTake_OneNetwork_LeavesTheRestToOthers()
    {
        using var one = _budget.Open("a");
        using var second = _budget.Open("a");
        using var other = _budget.Open("b");

        Assert.True(one.TryTake(40));
        Assert.True(second.TryTake(20));
        Assert.False(second.TryTake(1));
        Assert.True(other.TryTake(40));
    }

    [Fact]
    public void TryTake_ProvenOrUnknown_OnlyTheTotalCounts()
    {
        using var share = _budget.Open(null);

        Assert.True(share.TryTake(100));
        Assert.False(share.TryTake(1));
    }

    [Fact]
    public void Dispose_GivesBackWhatIsHeldAndNoMore()
    {
        var first = _budget.Open("a");
        Assert.True(first.TryTake(50));
        first.Return(20);
        Assert.False(first.TryTake(1_000));

        first.Dispose();
        first.Dispose();

        using var next = _budget.Open(null);
        Assert.True(next.TryTake(100));
        Assert.False(next.TryTake(1));
    }
}
