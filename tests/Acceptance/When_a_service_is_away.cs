using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance;

public sealed class When_a_service_is_away(ITestOutputHelper output)
{
    private const int Requests = 30;
    private const int Measured = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    // A minute with infra/test.sh --all; elsewhere as long as the requests take.
    private static readonly TimeSpan LeastAway =
        Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1" ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;

    [Fact]
    public async Task Should_take_requests_in_without_the_broker_and_finish_them_after_its_return()
    {
        await using var stack = await LocalStack.StartAsync();
        var oracle = new Oracle(stack.StorageConnectionString);
        var sender = new Sender(stack.Client);
        List<string> ids = [await sender.SendUntilAcknowledgedAsync("form", "before", "Before", "Please add a dark theme, that would be great.", Limit)];

        stack.Broker.Kill();
        var slowest = TimeSpan.Zero;
        var away = Stopwatch.GetTimestamp();
        for (var number = 0; number < Requests || Stopwatch.GetElapsedTime(away) < LeastAway; number++)
        {
            var started = Stopwatch.GetTimestamp();
            ids.Add(await sender.SendUntilAcknowledgedAsync(
                Sender.Channels[number % 3], $"away-{number}", $"Request {number}", $"Please add feature {number}, it would help.", Limit));
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
        }

        output.WriteLine($"{ids.Count - 1} requests in {Stopwatch.GetElapsedTime(away).TotalSeconds:F0} s without the broker, the slowest {slowest.TotalMilliseconds:F0} ms");
        await stack.Broker.StartAsync();
        await oracle.DrainAsync(ids, Limit);

        Assert.Equal(new Verdict(ids.Count, 0, 0, 0, 0, 0), await oracle.JudgeAsync(ids, stack.HostOutput, "no canary"));
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"The slowest intake took {slowest.TotalSeconds:F1} s while the broker was away.");
    }

    [Theory]
    [InlineData("refuse-connections")]
    [InlineData("hang")]
    public async Task Should_answer_within_a_second_while_the_broker_is_away(string fault)
    {
        await using var stack = await LocalStack.StartAsync();
        var oracle = new Oracle(stack.StorageConnectionString);
        var sender = new Sender(stack.Client);
        List<string> ids = [];
        foreach (var channel in Sender.Channels)
        {
            ids.Add(await sender.SendUntilAcknowledgedAsync(channel, $"before-{channel}", "Before", "Please add a dark theme, that would be great.", Limit));
        }

        await stack.Broker.InjectAsync(fault);
        if (fault != "hang")
        {
            // A refused port leaves the connections that stand; a hanging broker keeps them, and they are the harder case.
            await stack.Broker.InjectAsync("drop-connections");
        }

        List<TimeSpan> took = [];
        var away = Stopwatch.GetTimestamp();
        for (var number = 0; number < Measured || Stopwatch.GetElapsedTime(away) < LeastAway; number++)
        {
            var started = Stopwatch.GetTimestamp();
            ids.Add(await sender.SendUntilAcknowledgedAsync(Sender.Channels[number % 3], $"{fault}-{number}", $"Request {number}", $"Please add feature {number}, it would help.", Limit));
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        var p99 = took[(took.Count * 99 / 100) - 1];
        output.WriteLine($"{fault}: {took.Count} requests in {Stopwatch.GetElapsedTime(away).TotalSeconds:F0} s, "
            + $"median {took[took.Count / 2].TotalMilliseconds:F0} ms, p99 {p99.TotalMilliseconds:F0} ms, slowest {took[^1].TotalMilliseconds:F0} ms");
        await stack.Broker.ClearFaultsAsync();
        await oracle.DrainAsync(ids, Limit);

        Assert.Equal(new Verdict(ids.Count, 0, 0, 0, 0, 0), await oracle.JudgeAsync(ids, stack.HostOutput, "no canary"));
        Assert.True(p99 <= TimeSpan.FromSeconds(1), $"p99 of the intake was {p99.TotalMilliseconds:F0} ms while the broker was away.");
    }

    [Fact]
    public async Task Should_answer_503_with_retry_after_without_storage_and_never_2xx()
    {
        await using var stack = await LocalStack.StartAsync();
        stack.Tables.RefuseWith = (int)HttpStatusCode.ServiceUnavailable;

        foreach (var channel in Sender.Channels)
        {
            using var response = await stack.Client.SendAsync(Sender.Make(channel, $"down-{channel}", "Hello", "Text"), TestContext.Current.CancellationToken);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage-unavailable"), (response.StatusCode, (string?)problem["code"]));
            Assert.NotNull(response.Headers.RetryAfter);
        }
    }
}
