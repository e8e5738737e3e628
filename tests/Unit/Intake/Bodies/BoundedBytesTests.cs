using Router.Intake.Bodies;

namespace Router.Unit.Intake.Bodies;

public sealed class BoundedBytesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(300_000)]
    public async Task Read_WithinItsLimit_AsItCame(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var memory = Shares.Of(1_000_000);

        Assert.Equal(bytes, await BoundedBytes.ReadAsync(new MemoryStream(bytes), length, memory, Cancelled));
    }

    [Fact]
    public async Task Read_LongerThanItsLimit_Null() =>
        Assert.Null(await BoundedBytes.ReadAsync(new MemoryStream(new byte[101]), 100, Shares.Unbounded, Cancelled));

    [Fact]
    public async Task Read_NoMemory_Refused()
    {
        var refused = await Assert.ThrowsAsync<BodyRefusedException>(() => BoundedBytes.ReadAsync(new MemoryStream(new byte[200_000]), 200_000, Shares.Of(300_000), Cancelled));

        Assert.Equal((503, "bodies-busy"), (refused.Problem.Status, refused.Problem.Code));
        Assert.NotNull(refused.Problem.RetryAfter);
    }

    [Fact]
    public async Task Read_Done_HoldsWhatItReadAndNoMore()
    {
        var budget = new ByteBudget(100_000, 100_000);
        using (var memory = budget.Open("a"))
        {
            Assert.NotNull(await BoundedBytes.ReadAsync(new MemoryStream(new byte[20_000]), 20_000, memory, Cancelled));
            Assert.True(memory.TryTake(80_000));
            Assert.False(memory.TryTake(1));
        }

        Assert.True(budget.Open("a").TryTake(100_000));
    }
}
