using System.Diagnostics;
using System.Globalization;
using System.Net;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_the_worker_ends : IDisposable
{
    private static readonly Uri Wait = new("/api/process/wait/60000", UriKind.Relative);

    private readonly FakeApp app = new("AskProcess");

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Should_cost_one_call_and_be_restarted_for_the_next(int exitCode)
    {
        await using var host = await RunningHost.StartAsync(app, maxRestarts: 1);
        var before = await host.GetAsync("/api/process/id");

        await ExitAsync(host, exitCode);

        Assert.NotEqual(before, await host.GetAsync("/api/process/id"));
    }

    [Fact]
    public async Task Should_end_calls_in_flight_with_500_when_it_is_killed()
    {
        await using var host = await RunningHost.StartAsync(app);
        using var worker = Process.GetProcessById(int.Parse(await host.GetAsync("/api/process/id"), CultureInfo.InvariantCulture));
        var call = host.Http.GetAsync(Wait, TestContext.Current.CancellationToken);
        await host.Lines.WaitForAsync("called wait");

        worker.Kill();

        using var response = await call;
        Assert.Equal((HttpStatusCode.InternalServerError, ""), (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Should_say_when_to_come_again_to_calls_that_it_never_got()
    {
        await using var host = await RunningHost.StartAsync(app);
        using var worker = Process.GetProcessById(int.Parse(await host.GetAsync("/api/process/id"), CultureInfo.InvariantCulture));
        worker.Kill();
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

        // Some come before the host has seen that the worker is gone.
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            using var response = await host.Http.GetAsync(new Uri("/api/process/id", UriKind.Relative), TestContext.Current.CancellationToken);
            return (response.StatusCode, response.Headers.RetryAfter?.Delta);
        }));

        Assert.All(answers, answer => Assert.Contains(answer, ((HttpStatusCode, TimeSpan?)[])[(HttpStatusCode.OK, null), (HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5))]));
    }

    /// <summary>Such calls once waited for as long as the worker took to finish, half a minute.</summary>
    [Fact]
    public async Task Should_say_when_to_come_again_while_it_finishes_what_it_has()
    {
        await using var host = await RunningHost.StartAsync(app);
        using var worker = Process.GetProcessById(int.Parse(await host.GetAsync("/api/process/id"), CultureInfo.InvariantCulture));
        var inFlight = host.Http.GetAsync(Wait, TestContext.Current.CancellationToken);
        await host.Lines.WaitForAsync("called wait");

        using (var terminate = Process.Start("kill", ["-TERM", $"{worker.Id}"]))
        {
            await terminate.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        HttpResponseMessage answer;
        do
        {
            answer = await host.Http.GetAsync(new Uri("/api/process/id", UriKind.Relative), limit.Token);
        }
        while (answer.IsSuccessStatusCode);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.False(inFlight.IsCompleted);
        worker.Kill();
        await inFlight;
    }

    [Fact]
    public async Task Should_stay_down_after_exit_code_zero()
    {
        await using var host = await RunningHost.StartAsync(app);

        await ExitAsync(host, 0);

        await host.Lines.WaitForAsync("exit code 0: StayDown");
        using var response = await host.Http.GetAsync(new Uri("/api/process/id", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
        Assert.Contains("\"app-unavailable\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(host.Host.WorkerLife.IsCompleted);
    }

    [Fact]
    public async Task Should_end_the_host_after_too_many_crashes()
    {
        await using var host = await RunningHost.StartAsync(app, maxRestarts: 0);

        await ExitAsync(host, 3);

        Assert.Contains("exit code 3", await host.Host.WorkerLife.WaitAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_killed_after_a_call_that_exceeds_the_timeout()
    {
        await using var host = await RunningHost.StartAsync(app.Timeout("00:00:00.5"), maxRestarts: 0);

        using var response = await host.Http.GetAsync(Wait, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await host.Lines.WaitForAsync("exceeded functionTimeout");
        await host.Lines.WaitForAsync("Worker ready", count: 2);
    }

    [Fact]
    public async Task Should_not_outlive_a_host_that_is_killed()
    {
        Assert.SkipUnless(FunctionsHost.Children.DependentProcess.IsGuarded, "setpriv and setsid are not there");
        var start = new ProcessStartInfo(Path.Combine(FakeApp.BuildOf("Router.FunctionsHost"), "router-host"), ["--app-root", app.Root, "--settings", app.SettingsFile, "--port", "0"]) { RedirectStandardOutput = true };
        using var host = Process.Start(start)!;
        var address = "";
        while (!address.StartsWith("listening ", StringComparison.Ordinal))
        {
            address = await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The host ended.");
        }

        using var http = new HttpClient();
        var id = await http.GetStringAsync(new Uri(address["listening ".Length..] + "/api/process/id"), TestContext.Current.CancellationToken);
        using var worker = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));

        host.Kill();

        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => app.Dispose();

    private static async Task ExitAsync(RunningHost host, int exitCode)
    {
        using var response = await host.Http.GetAsync(new Uri($"/api/process/exit/{exitCode}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await host.Lines.WaitForAsync($"ended with exit code {exitCode}");
    }
}
