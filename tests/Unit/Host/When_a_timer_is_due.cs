using System.Globalization;
using System.Net;
using Router.FunctionsHost.Timers;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_a_timer_is_due : IDisposable
{
    // The fake worker's own.
    private const string Yearly = "0 0 0 1 1 *";

    private readonly FakeApp app = new("Tick");

    [Fact]
    public async Task Should_be_called_by_the_schedule_given_instead_without_a_status()
    {
        await using var host = await RunningHost.StartAsync(app.Scheduled("Tick", "* * * * * *"));

        Assert.Contains("\"ScheduleStatus\":null,\"IsPastDue\":false", await host.Lines.WaitForAsync("called Tick"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_called_at_start_when_a_run_was_missed()
    {
        var statuses = new TimerStatusFile(Path.Combine(app.Root, "state", "timers"));
        var longAgo = DateTimeOffset.Parse("2020-06-01T00:00:00Z", CultureInfo.InvariantCulture);
        statuses.Save("Tick", new TimerStatus(longAgo, TimerSchedule.Parse(Yearly).Next(longAgo), longAgo));

        await using (var host = await RunningHost.StartAsync(app))
        {
            Assert.Contains("\"Last\":\"2020-06-01T00:00:00+00:00\",\"Next\":\"2021-01-01T00:00:00+00:00\"", await host.Lines.WaitForAsync("\"IsPastDue\":true"), StringComparison.Ordinal);
        }

        Assert.True(statuses.Load("Tick")!.Next > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Should_be_called_again_by_its_retry_policy()
    {
        using var retrying = new FakeApp("TickAgain").Answering("TickAgain", "fail");

        await using var host = await RunningHost.StartAsync(retrying);

        await host.Lines.WaitForAsync("retry=0/2");
        await host.Lines.WaitForAsync("retry=2/2");
    }

    [Theory]
    [InlineData("Tick", "the-key", "the-key", HttpStatusCode.Accepted)]
    [InlineData("tick", "the-key", "the-key", HttpStatusCode.Accepted)]
    [InlineData("Tick", "the-key", "another", HttpStatusCode.Unauthorized)]
    [InlineData("Tick", "the-key", null, HttpStatusCode.Unauthorized)]
    [InlineData("Tick", "", "", HttpStatusCode.Unauthorized)]
    [InlineData("Other", "the-key", "the-key", HttpStatusCode.NotFound)]
    public async Task Should_be_callable_by_hand_with_the_key_only(string name, string key, string? given, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync(app.Setting("HostAdminKey", key));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/functions/{name}") { Content = new StringContent("{}") };
        request.Headers.TryAddWithoutValidation("x-functions-key", given);

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Accepted)
        {
            await host.Lines.WaitForAsync("called Tick");
        }
    }

    public void Dispose() => app.Dispose();
}
