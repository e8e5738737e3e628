using System.Diagnostics;
using System.Globalization;
using System.Net;
using Router.FunctionsHost;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_the_handler_ends : IDisposable
{
    private readonly FakeApp app = new FakeApp().WithHttp("Any", "{**rest}");

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Should_be_restarted_and_answer_again(int exitCode)
    {
        await using var host = await RunningHost.StartAsync(app, maxRestarts: 1);
        var before = await host.GetAsync("/api/process");

        await ExitAsync(host, exitCode);

        Assert.NotEqual(before, await host.GetAsync("/api/process"));
    }

    [Fact]
    public async Task Should_stay_down_after_exit_code_zero()
    {
        await using var host = await RunningHost.StartAsync(app);

        await ExitAsync(host, 0);

        await host.Lines.WaitForAsync("exit code 0: StayDown");
        using var response = await host.Http.GetAsync(new Uri("/api/x", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.False(host.Host.HandlerLife.IsCompleted);
    }

    [Fact]
    public async Task Should_end_the_host_after_too_many_crashes()
    {
        await using var host = await RunningHost.StartAsync(app, maxRestarts: 0);

        await ExitAsync(host, 3);

        Assert.Contains("exit code 3", await host.Host.HandlerLife.WaitAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_not_outlive_the_host()
    {
        var host = await RunningHost.StartAsync(app);
        using var handler = Process.GetProcessById(int.Parse(await host.GetAsync("/api/process"), CultureInfo.InvariantCulture));

        await host.DisposeAsync();

        await handler.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Should_not_outlive_a_host_that_is_killed()
    {
        Assert.SkipUnless(FunctionsHost.Children.DependentProcess.IsGuarded, "setpriv and setsid are not there");
        var start = new ProcessStartInfo(FakeApp.BuiltProgram("Router.FunctionsHost", "router-host"), ["--app-root", app.Root, "--settings", app.SettingsFile, "--port", "0"]) { RedirectStandardOutput = true };
        using var host = Process.Start(start)!;
        var address = "";
        while (!address.StartsWith("listening ", StringComparison.Ordinal))
        {
            address = await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The host ended.");
        }

        using var http = new HttpClient();
        var id = await http.GetStringAsync(new Uri(address["listening ".Length..] + "/api/process"), TestContext.Current.CancellationToken);
        using var handler = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));

        host.Kill();

        await handler.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Should_say_what_to_build_when_the_executable_is_missing()
    {
        using var missing = new FakeApp().Handler("not-built");

        var refusal = await Assert.ThrowsAsync<HostException>(() => RunningHost.StartAsync(missing));

        Assert.Contains("not-built does not exist. Build it first", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => app.Dispose();

    private static async Task ExitAsync(RunningHost host, int exitCode)
    {
        using var response = await host.Http.GetAsync(new Uri($"/api/exit/{exitCode}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await host.Lines.WaitForAsync($"ended with exit code {exitCode}");
    }
}
