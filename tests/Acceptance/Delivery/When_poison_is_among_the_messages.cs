using Microsoft.Extensions.Options;
using Router.Kit;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Acceptance.Delivery;

public sealed class When_poison_is_among_the_messages(ITestOutputHelper output)
{
    // Each request has three messages or more: with --all the fifty kinds are one message in a hundred.
    private static readonly int Requests = Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1" ? 1_650 : 60;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Should_dead_letter_it_after_the_set_deliveries_and_leave_the_rest_alone()
    {
        Assert.Equal(50, Poison.Kinds.Count);
        await using var stack = await LocalStack.StartAsync(new StackOptions { Sweeps = true });
        await using var stopped = new StoppedStepsDriver(stack);
        var ids = await SendAsync(stack);
        var oracle = new Oracle(stack.StorageConnectionString);
        await oracle.DrainAsync(ids, Limit);

        Assert.Equal(new Verdict(ids.Count, 0, 0, 0, 0, 0), await oracle.JudgeAsync(ids, stack.HostOutput, "no canary"));
        var letters = await StoppedStepsDriver.UntilAsync(stopped.DeadLettersAsync, found => found.Count >= Poison.Kinds.Count);
        output.WriteLine($"{Poison.Kinds.Count} kinds of poison among the messages of {ids.Count} requests");
        Assert.Equal(Poison.Kinds.Count, letters.Count);
        Assert.All(letters, letter => Assert.Equal(("MaxDeliveryCountExceeded", 10), (letter.Reason, letter.DeliveryCount)));
        Assert.Equal(
            Poison.Kinds.CountBy(kind => kind.Queue).OrderBy(count => count.Key), letters.CountBy(letter => letter.Queue).OrderBy(count => count.Key));
        Assert.Equal(Poison.Kinds.Count, (await stopped.ListedAsync()).Count);
    }

    [Fact]
    public async Task Should_finish_it_once_its_cause_is_gone_and_dead_letter_again_what_has_no_cure()
    {
        // The relay would repair it by itself; here only a person does.
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = new Dictionary<string, string> { ["Messaging__RelayGraceSeconds"] = "600" } });
        await using var stopped = new StoppedStepsDriver(stack);
        var early = RequestId.From(Channel.Form, "support", "early");
        await using (var bus = await RawBus.OpenAsync(stack.Broker))
        {
            await bus.SendAsync(QueueNames.Triage, new MessageEnvelope(MessageNames.TriageRequest, early.Value).ToBytes());
            await bus.SendAsync(QueueNames.Doing, "never a message"u8.ToArray());
        }

        var before = await StoppedStepsDriver.UntilAsync(stopped.DeadLettersAsync, found => found.Count == 2);
        await StoreAsync(stack, early.Value);

        await stopped.PostAsync([.. before.Select(letter => ("step", $"dead.{letter.Queue}.{letter.SequenceNumber}"))]);

        var oracle = new Oracle(stack.StorageConnectionString);
        await oracle.DrainAsync([early.Value], Limit);
        Assert.Equal(new Verdict(1, 0, 0, 0, 0, 0), await oracle.JudgeAsync([early.Value], stack.HostOutput, "dark theme"));
        var after = await StoppedStepsDriver.UntilAsync(stopped.DeadLettersAsync, found => found.Count == 1);
        Assert.Equal(QueueNames.Doing, after[0].Queue);
        Assert.DoesNotContain(after[0].SequenceNumber, before.Where(letter => letter.Queue == QueueNames.Doing).Select(letter => letter.SequenceNumber));
    }

    /// <summary>Stored and not sent, as a crash leaves it.</summary>
    private static async Task StoreAsync(LocalStack stack, string id)
    {
        var account = new StorageAccount(Options.Create(new StorageOptions { ConnectionString = stack.StorageConnectionString }));
        var partitions = new PartitionStore(account, new PendingStore(account, TimeProvider.System), new WorkProgress(), TimeProvider.System);
        var request = new Request
        {
            Id = id,
            Channel = Channel.Form,
            Source = "support",
            Subject = "Wish",
            Customer = new Customer("kim@example.org", "Kim"),
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            ContentHash = "hash",
            StatusToken = "token",
        };
        var stage = new Stage(StageNames.Receive, request) { Text = "Please add a dark theme, that would be great.", Outbox = [new OutboxMessage(MessageNames.TriageRequest)] };
        Assert.Equal(CommitResult.Committed, await partitions.CommitAsync(id, null, stage, TestContext.Current.CancellationToken));
    }

    private static async Task<List<string>> SendAsync(LocalStack stack)
    {
        await using var bus = await RawBus.OpenAsync(stack.Broker);
        var sender = new Sender(stack.Client);
        var ids = new List<string>();
        foreach (var number in Enumerable.Range(0, Math.Max(Requests, Poison.Kinds.Count)))
        {
            if (number < Poison.Kinds.Count)
            {
                await bus.SendAsync(Poison.Kinds[number].Queue, Poison.Kinds[number].Body);
            }

            ids.Add(await sender.SendUntilAcknowledgedAsync(
                Sender.Channels[number % 3], $"good-{number}", $"Wish {number}", $"Please add feature {number}, it would help.", Limit));
        }

        return ids;
    }
}
