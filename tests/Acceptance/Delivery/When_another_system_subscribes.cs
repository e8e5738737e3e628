using Router.Kit;

namespace Router.Acceptance.Delivery;

/// <summary>Through the whole stack: host, broker, storage and the app as a process of its own.</summary>
public sealed class When_another_system_subscribes : IAsyncLifetime
{
    private const string Words = "The live site of our customers answers 500 since this morning, the error page shows on each page of it.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private FactReceiver receiver = null!;
    private LocalStack stack = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await FactReceiver.StartAsync();
        stack = await LocalStack.StartAsync(new StackOptions
        {
            Settings = new Dictionary<string, string>
            {
                ["FactDelivery__AllowLoopback"] = "true",
                ["Subscribers__crm__Url"] = receiver.Url,
                ["Subscribers__crm__Secret"] = AppRoot.Secret,
                // A subscriber that nobody answers for holds up nobody.
                ["Subscribers__down__Url"] = "http://127.0.0.1:1/in",
                ["Subscribers__down__Secret"] = AppRoot.Secret,
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (stack is not null)
        {
            await stack.DisposeAsync();
        }

        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Should_be_told_each_fact_once_by_its_id_even_when_the_app_is_killed()
    {
        var sender = new Sender(stack.Client);
        var first = await Task.WhenAll(Sender.Channels.Select(channel => sender.SendUntilAcknowledgedAsync(channel, $"first-{channel}", "Live site is down", Words, Patience)));
        stack.SignalApp(Signals.Kill);
        var second = await Task.WhenAll(Sender.Channels.Select(channel => sender.SendUntilAcknowledgedAsync(channel, $"second-{channel}", "Live site is down", Words, Patience)));

        string[] ids = [.. first, .. second];
        string[] way = ["request.received", "request.classified", "request.routed", "request.landed"];
        await receiver.ReachAsync(ids.Length * way.Length, Patience);

        var told = receiver.Facts.Values.Select(fact => ((string)fact["data"]!["requestId"]!, (string)fact["type"]!)).ToList();
        Assert.Equal(ids.SelectMany(id => way.Select(fact => (id, fact))).Order(), told.Order());
        Assert.Equal(0, receiver.Unsigned);
        Assert.All(receiver.Facts.Values, fact => Assert.DoesNotContain("answers 500", fact.ToJsonString(), StringComparison.Ordinal));

        var page = await stack.Client.GetStringAsync(new Uri("/subscribers", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("request.landed", page, StringComparison.Ordinal);
        Assert.Contains("no connection (ConnectionRefused)", page, StringComparison.Ordinal);
    }
}
