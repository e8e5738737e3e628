namespace Router.Contract.Delivery;

public sealed class When_messages_come_many_times_in_any_order(ITestOutputHelper output)
{
    private const int Requests = 12;
    private const int MostTimes = 10;
    private static readonly int Runs = Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1" ? 40 : 4;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("ROUTER_TEST_SEED"), out var given) ? given : Environment.ProcessId;

    /// <summary>Each message 1 to 10 times in each round, permuted, by eight workers: the state that one delivery of each leaves, and each effect once.</summary>
    [Fact]
    public async Task Should_leave_what_one_delivery_of_each_leaves()
    {
        output.WriteLine($"ROUTER_TEST_SEED={Seed}");
        await using var delivery = await DeliveryRun.StartAsync();
        var once = await delivery.ReceiveAsync("once", Requests);
        await delivery.DeliverAsync(once, new Random(Seed), () => 1);
        var expected = await StatesOfAsync(delivery, once);
        Assert.True(expected.Distinct().Count() >= 3, $"The requests are too much alike to show anything: {expected[0]}");

        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(Seed + run);
            var ids = await delivery.ReceiveAsync($"run {run}", Requests);
            var delivered = await delivery.DeliverAsync(ids, random, () => random.Next(1, MostTimes + 1));
            output.WriteLine($"run {run}: {delivered} deliveries");

            Assert.Equal(expected, await StatesOfAsync(delivery, ids));
        }

        var asks = await delivery.AsksAsync();
        Assert.NotEmpty(asks);
        Assert.All(asks, ask => Assert.Equal(1, ask.Value));
        Assert.Equal((Runs + 1) * expected.Count(state => state.Contains(" Board ", StringComparison.Ordinal)), asks.Count);
    }

    private static async Task<List<string>> StatesOfAsync(DeliveryRun delivery, IReadOnlyList<string> ids)
    {
        var states = new List<string>();
        foreach (var id in ids)
        {
            states.Add(await delivery.StateOfAsync(id));
        }

        return states;
    }
}
