using Router.Kit;

namespace Router.Acceptance;

/// <summary>As in Azure: the app's own client over amqps, and a certificate that it checks.</summary>
public sealed class When_the_broker_speaks_tls
{
    private const string Lost = "left for the relay";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Should_do_all_over_amqps()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { UsesTls = true });
        var oracle = new Oracle(stack.StorageConnectionString);
        var sender = new Sender(stack.Client);
        List<string> ids = [];
        foreach (var channel in Sender.Channels)
        {
            ids.Add(await sender.SendUntilAcknowledgedAsync(channel, $"tls-{channel}", "Dark theme", "Please add a dark theme, that would be great.", Limit));
        }

        await oracle.DrainAsync(ids, Limit);

        Assert.Equal(new Verdict(ids.Count, 0, 0, 0, 0, 0), await oracle.JudgeAsync(ids, stack.HostOutput, "no canary"));
        // What the proxy of the plain port sees are the effects on storage only.
        Assert.Equal(0, stack.Amqp.Asked);
    }

    [Fact]
    public async Task Should_send_nothing_to_a_broker_that_nobody_vouches_for()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { UsesTls = true, TrustsBroker = false });

        var id = await new Sender(stack.Client).SendUntilAcknowledgedAsync("form", "untrusted", "Dark theme", "Please add a dark theme.", Limit);

        await stack.UntilPrintedAsync(Lost, Limit);
        Assert.True(await new Oracle(stack.StorageConnectionString).IsStoredAsync(id));
        Assert.Equal(0, await stack.Broker.SumDepthsAsync("active", "locked", "deadLettered"));
    }
}
