using System.Net;
using Router.Kit;

namespace Router.Acceptance.Delivery;

public sealed class When_a_step_fails_for_good
{
    private const string Wish = "Please add a dark theme, that would be great.";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    // The relay would repair it by itself; here only a person does.
    private static readonly Dictionary<string, string> NoRelay = new() { ["Messaging__RelayGraceSeconds"] = "600", ["Messaging__ResendAfterSeconds"] = "3600" };

    [Fact]
    public async Task Should_park_it_with_the_reason_and_finish_it_by_page_and_by_command()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = NoRelay });
        await using var stopped = new StoppedStepsDriver(stack);
        // Its item is what the others join, and has to be read for that.
        var first = await SendAsync(stack, 1, "first");
        await new Oracle(stack.StorageConnectionString).DrainAsync(first, Limit);
        stack.Tables.Refuses = request => request.Path.Value!.Contains("/backlog", StringComparison.Ordinal);
        stack.Tables.RefuseWith = (int)HttpStatusCode.Forbidden;
        var ids = await SendAsync(stack, 3);

        await StoppedStepsDriver.UntilAsync(stopped.ListedAsync, listed => listed.Count == 3);
        var page = await stopped.PageAsync();
        Assert.All(ids, id => Assert.Contains($"<a href=\"/requests/{id}\">AddToBacklog of request {id[..8]}</a>", page, StringComparison.Ordinal));
        Assert.Contains("AddToBacklog failed 1 times: RequestFailedException", page, StringComparison.Ordinal);
        Assert.DoesNotContain("dark theme", page, StringComparison.Ordinal);

        stack.Tables.RefuseWith = null;
        Assert.Equal("1 step is on its way again.", await stopped.PostAsync(("only", $"parked.{ids[0]}")));
        Assert.Equal("1 step had nothing left to do.", await stopped.PostAsync(("only", $"parked.{ids[0]}")));

        var (exitCode, lines, error) = await stopped.CommandAsync("--request", ids[1]);
        Assert.True(exitCode == 0, error);
        Assert.Equal((1, "Replayed", ids[1]), (lines.Length, (string?)lines[0]["result"], (string?)lines[0]["request"]));
        (exitCode, lines, error) = await stopped.CommandAsync("--request", ids[1]);
        Assert.Equal((1, 0), (exitCode, lines.Length));
        Assert.Contains($"Nothing of request {ids[1]} has stopped.", error, StringComparison.Ordinal);

        Assert.Equal("1 step is on its way again.", await stopped.PostAsync(("all", "yes")));
        await ShouldBeDoneAsync(stack, [.. first, .. ids]);
        Assert.Empty(await stopped.ListedAsync());
    }

    [Fact]
    public async Task Should_keep_what_the_broker_gave_up_until_it_is_replayed()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = NoRelay });
        await using var stopped = new StoppedStepsDriver(stack);
        stack.Tables.Refuses = request => request.Method == "GET" && request.Path.Value!.Contains("/requests", StringComparison.Ordinal);
        stack.Tables.RefuseWith = (int)HttpStatusCode.Forbidden;
        var ids = await SendAsync(stack, 5);

        var letters = await StoppedStepsDriver.UntilAsync(stopped.DeadLettersAsync, found => found.Count == 5);
        Assert.All(letters, letter => Assert.Equal(("triage", "MaxDeliveryCountExceeded", 10), (letter.Queue, letter.Reason, letter.DeliveryCount)));
        stack.Tables.RefuseWith = null;

        var (exitCode, lines, _) = await stopped.CommandAsync();
        Assert.Equal((0, 5), (exitCode, lines.Length));
        Assert.All(lines, line => Assert.Null(line["result"]));
        Assert.Equal(5, (await stopped.DeadLettersAsync()).Count);

        var first = $"dead.triage.{letters[0].SequenceNumber}";
        Assert.Equal("1 step is on its way again.", await stopped.PostAsync(("only", first)));
        Assert.Equal("1 step had nothing left to do.", await stopped.PostAsync(("only", first)));
        Assert.Equal("2 steps are on their way again.", await stopped.PostAsync(
            ("step", $"dead.triage.{letters[1].SequenceNumber}"), ("step", $"dead.triage.{letters[2].SequenceNumber}")));

        (exitCode, lines, _) = await stopped.CommandAsync("--queue", "triage");
        Assert.Equal((0, 2), (exitCode, lines.Length));
        Assert.All(lines, line => Assert.Equal("Replayed", (string?)line["result"]));
        await ShouldBeDoneAsync(stack, ids);
        (exitCode, lines, _) = await stopped.CommandAsync("--all");
        Assert.Equal((0, 0), (exitCode, lines.Length));
        Assert.Empty(await stopped.DeadLettersAsync());
    }

    [Fact]
    public async Task Should_sweep_away_what_the_relay_has_finished()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Sweeps = true });
        await using var stopped = new StoppedStepsDriver(stack);
        stack.Tables.Refuses = request => request.Method == "GET" && request.Path.Value!.Contains("/requests", StringComparison.Ordinal);
        stack.Tables.RefuseWith = (int)HttpStatusCode.Forbidden;
        var ids = await SendAsync(stack, 3);
        await StoppedStepsDriver.UntilAsync(stopped.DeadLettersAsync, found => found.Count >= 3);

        stack.Tables.RefuseWith = null;

        await ShouldBeDoneAsync(stack, ids);
        await StoppedStepsDriver.UntilAsync(stopped.DeadLettersAsync, found => found.Count == 0);
    }

    [Fact]
    public async Task Should_say_what_can_not_be_reached()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = NoRelay });
        await using var stopped = new StoppedStepsDriver(stack);
        stack.Broker.Kill();

        var (exitCode, _, error) = await stopped.CommandAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("replay: broker-unavailable: the broker that ServiceBus names does not answer", error, StringComparison.Ordinal);
        Assert.Contains("The broker does not answer", await stopped.PageAsync(), StringComparison.Ordinal);

        (exitCode, _, error) = await stopped.CommandOnAsync("DefaultEndpointsProtocol=http;AccountName=none;AccountKey=bm9uZQ==;TableEndpoint=http://127.0.0.1:1/none;BlobEndpoint=http://127.0.0.1:1/none");
        Assert.Equal(1, exitCode);
        Assert.Equal("replay: storage-unavailable: the storage account that AzureWebJobsStorage names can't be used: Connection refused (127.0.0.1:1).", OneLine(error));

        (exitCode, _, error) = await stopped.CommandOnAsync("garbage");
        Assert.Equal(2, exitCode);
        Assert.StartsWith("replay: settings-invalid: ConnectionString: AzureWebJobsStorage must hold the connection string of a storage account", OneLine(error), StringComparison.Ordinal);

        static string OneLine(string error) => Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.Contains("Added new settings", StringComparison.Ordinal));
    }

    private static async Task<List<string>> SendAsync(LocalStack stack, int count, string name = "stopped")
    {
        var sender = new Sender(stack.Client);
        var ids = new List<string>();
        for (var number = 0; number < count; number++)
        {
            ids.Add(await sender.SendUntilAcknowledgedAsync("form", $"{name}-{number}", $"Wish {number}", Wish, Limit));
        }

        return ids;
    }

    private static async Task ShouldBeDoneAsync(LocalStack stack, List<string> ids)
    {
        var oracle = new Oracle(stack.StorageConnectionString);
        await oracle.DrainAsync(ids, Limit);
        Assert.Equal(new Verdict(ids.Count, 0, 0, 0, 0, 0), await oracle.JudgeAsync(ids, stack.HostOutput, "dark theme"));
    }
}
