using System.Diagnostics;
using System.Globalization;
using System.Net;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_the_host_stops : IDisposable
{
    private readonly FakeApp app = new("AskProcess", "TakeBytes");

    [Fact]
    public async Task Should_let_calls_in_flight_end_and_then_the_worker()
    {
        await using var host = await RunningHost.StartAsync(app, stopPatience: TimeSpan.FromSeconds(30));
        using var worker = Process.GetProcessById(int.Parse(await host.GetAsync("/api/process/id"), CultureInfo.InvariantCulture));
        var call = host.Http.GetAsync(new Uri("/api/process/wait/1000", UriKind.Relative), TestContext.Current.CancellationToken);
        await host.Lines.WaitForAsync("called wait");

        await host.StopAsync();

        using var response = await call;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
        await host.Lines.WaitForAsync("Application is shutting down");
        Assert.Equal(0, host.Lines.CountOf("Worker ended with"));
    }

    [Fact]
    public async Task Should_wait_no_longer_than_its_patience_and_the_workers_grace()
    {
        await using var host = await RunningHost.StartAsync(app.Answering("TakeBytes", "hang"));
        host.Queue.Send("one");
        await host.Lines.WaitForAsync("called TakeBytes");
        var since = Stopwatch.GetTimestamp();

        await host.StopAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        Assert.Equal("abandon one #1", await host.Queue.NextSettledAsync());
    }

    public void Dispose() => app.Dispose();
}
