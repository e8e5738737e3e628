using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_a_message_waits : IDisposable
{
    private const string Function = "TakeBytes";

    private readonly FakeApp app = new(Function);

    [Fact]
    public async Task Should_be_completed_after_a_call_that_succeeds()
    {
        await using var host = await RunningHost.StartAsync(app);

        host.Queue.Send("one");

        Assert.Equal("complete one #1", await host.Queue.NextSettledAsync());
        Assert.Contains("one id=id-one delivery=1", await host.Lines.WaitForAsync($"called {Function}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_abandoned_at_once_after_a_failure()
    {
        await using var host = await RunningHost.StartAsync(app.Answering(Function, "fail"));

        host.Queue.Send("one");

        Assert.Equal("abandon one #1", await host.Queue.NextSettledAsync());
        Assert.Equal("abandon one #2", await host.Queue.NextSettledAsync());
        Assert.Contains("told to fail", await host.Lines.WaitForAsync($"{Function} failed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_hang_until_the_timeout_and_take_the_process_down()
    {
        await using var host = await RunningHost.StartAsync(app.Answering(Function, "hang").Timeout("00:00:00.5"), maxRestarts: 0);

        host.Queue.Send("one");

        Assert.Equal("abandon one #1", await host.Queue.NextSettledAsync());
        await host.Lines.WaitForAsync("Worker ready", count: 2);
        Assert.Equal("abandon one #2", await host.Queue.NextSettledAsync());
    }

    [Fact]
    public async Task Should_be_abandoned_when_the_worker_crashes()
    {
        await using var host = await RunningHost.StartAsync(app.Answering(Function, "crash"), maxRestarts: 1);

        host.Queue.Send("one");

        Assert.Equal("abandon one #1", await host.Queue.NextSettledAsync());
        Assert.Equal("abandon one #2", await host.Queue.NextSettledAsync());
        Assert.Contains("crashed too often", await host.Host.WorkerLife.WaitAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "shared")]
    [InlineData("the host's own", "the host's own")]
    public async Task Should_come_by_the_connection_that_the_real_host_looks_for_first(string? own, string expected)
    {
        app.Setting("ServiceBus", "shared");
        if (own is not null)
        {
            app.Setting("AzureWebJobsServiceBus", own);
        }

        await using var host = await RunningHost.StartAsync(app);

        Assert.Equal(expected, host.Queue.Connection);
    }

    public void Dispose() => app.Dispose();
}
