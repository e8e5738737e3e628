using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_a_message_waits : IDisposable
{
    private readonly FakeApp app = new();

    [Fact]
    public async Task Should_be_completed_after_an_answer_with_an_object()
    {
        await using var host = await RunningHost.StartAsync(app.WithQueue("triage"));

        host.Queue.Send("one");

        Assert.Equal("complete one #1", await host.Queue.NextSettledAsync());
        Assert.Contains("chunked=chunked type=application/json; charset=utf-8 {\"Data\":{\"message\":\"b25l\"}", await host.Lines.WaitForAsync("called triage"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("text")]
    public async Task Should_be_abandoned_at_once_after_a_failure(string answer)
    {
        await using var host = await RunningHost.StartAsync(app.WithQueue("triage", answer));

        host.Queue.Send("one");

        Assert.Equal("abandon one #1", await host.Queue.NextSettledAsync());
        Assert.Equal("abandon one #2", await host.Queue.NextSettledAsync());
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("hang")]
    public async Task Should_hang_until_the_timeout_and_take_the_process_down(string answer)
    {
        await using var host = await RunningHost.StartAsync(app.WithQueue("triage", answer).Timeout("00:00:00.5"), maxRestarts: 0);

        host.Queue.Send("one");

        Assert.Equal("abandon one #1", await host.Queue.NextSettledAsync());
        await host.Lines.WaitForAsync("handler ready", count: 2);
        Assert.Equal("abandon one #2", await host.Queue.NextSettledAsync());
    }

    [Fact]
    public async Task Should_be_abandoned_when_the_handler_crashes()
    {
        await using var host = await RunningHost.StartAsync(app.WithQueue("triage", "crash"), maxRestarts: 1);

        host.Queue.Send("one");

        Assert.Equal("abandon one #1", await host.Queue.NextSettledAsync());
        Assert.Equal("abandon one #2", await host.Queue.NextSettledAsync());
        Assert.Contains("crashed too often", await host.Host.HandlerLife.WaitAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_called_no_more_often_at_once_than_the_limit()
    {
        await using var host = await RunningHost.StartAsync(app.WithQueue("triage", "hang").WithTimer("Tick", "0 0 0 1 1 *"));
        for (var message = 0; message < 3; message++)
        {
            host.Queue.Send("m");
        }

        await host.Lines.WaitForAsync("called triage", count: 2);
        // The timer's call comes after anything that was already on its way.
        await host.Host.CallTimerAsync("Tick");
        await host.Lines.WaitForAsync("called Tick");

        Assert.Equal(2, host.Lines.CountOf("called triage"));
    }

    [Fact]
    public async Task Should_be_taken_after_the_broker_came_back()
    {
        await using var host = await RunningHost.StartAsync(app.WithQueue("triage"));
        host.Queue.Send("before");
        await host.Queue.NextSettledAsync();

        host.Queue.BreakConnections(thenRefuse: 2);
        host.Queue.Send("after");

        Assert.Equal("complete after #1", await host.Queue.NextSettledAsync());
        Assert.Equal(2, host.Queue.Connections);
        Assert.Equal(3, host.Lines.CountOf("out of reach"));
    }

    [Fact]
    public async Task Should_stay_locked_while_its_function_runs()
    {
        await using var host = await RunningHost.StartAsync(app.WithQueue("triage", "hang").Timeout("00:00:01"));
        host.Queue.LockDuration = TimeSpan.FromMilliseconds(300);

        host.Queue.Send("one");

        await host.Queue.NextSettledAsync();
        Assert.InRange(host.Queue.Renewals, 2, 8);
    }

    public void Dispose() => app.Dispose();
}
