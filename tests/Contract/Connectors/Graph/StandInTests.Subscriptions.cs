using System.Text.Json.Nodes;
using Router.Mailbox;

namespace Router.Contract.Connectors.Graph;

public sealed partial class StandInTests
{
    [Fact]
    public async Task Subscribe_AddressesThatAnswer_ListedAndRenewed()
    {
        var made = await SubscribeAsync();

        Assert.Equal(made.Id, Assert.Single(await target.Mailbox.ListSubscriptionsAsync(Token)).Id);
        var until = TimeProvider.System.GetUtcNow().AddDays(2);
        Assert.Equal(until, (await target.Mailbox.RenewAsync(made.Id, until, Token))!.Until, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("notifications")]
    [InlineData("lifecycle")]
    public async Task Subscribe_AddressThatDoesNotEcho_Refused(string silent)
    {
        answersItself = async context =>
        {
            if (!context.Request.Path.Value!.Contains(silent, StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("something else");
            return true;
        };

        Assert.Equal((400, "ValidationError"), await RefusedAsync(SubscribeAsync));
    }

    [Fact]
    public async Task Subscribe_TooLong_Refused() => Assert.Equal((400, "InvalidRequest"), await RefusedAsync(() => SubscribeAsync(TimeSpan.FromDays(8))));

    [Fact]
    public async Task Renew_Removed_Nothing()
    {
        var made = await SubscribeAsync();
        target.StandIn.RemoveSubscription(target.StandIn.Subscriptions.Find(made.Id)!, tells: true);

        Assert.Null(await target.Mailbox.RenewAsync(made.Id, TimeProvider.System.GetUtcNow().AddDays(1), Token));
        await UntilAsync(() => posted.Any(item => (string?)item["lifecycleEvent"] == "subscriptionRemoved"));
    }

    [Fact]
    public async Task Arrival_Subscribed_AnnouncedWithTheClientStateAndTheImmutableId()
    {
        await SubscribeAsync();
        var mail = target.StandIn.Mails.Add(Mail("announced"));

        await UntilAsync(() => !posted.IsEmpty);

        var item = posted.First();
        Assert.Equal((mail.ImmutableId, "client-state-of-the-tests"), ((string?)item["resourceData"]!["id"], (string?)item["clientState"]));
    }

    [Fact]
    public async Task Arrival_SubscriberAwayAtFirst_AnnouncedAgain()
    {
        await SubscribeAsync();
        var refusals = 2;
        answersItself = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(Interlocked.Decrement(ref refusals) >= 0);
        };

        target.StandIn.Mails.Add(Mail("patient"));

        await UntilAsync(() => !posted.IsEmpty);
        Assert.True(refusals < 0);
    }

    [Fact]
    public async Task Arrivals_LossAsked_SomeDroppedSomeDoubled()
    {
        await SubscribeAsync();
        target.StandIn.Faults.LoseNotifications(0.3, 0.2, seed: 7);

        for (var number = 0; number < 100; number++)
        {
            target.StandIn.Mails.Add(Mail($"lossy-{number}"));
        }

        var faults = target.StandIn.Faults;
        Assert.InRange(faults.NotificationsDropped, 15, 45);
        Assert.InRange(faults.NotificationsDoubled, 8, 35);
        await UntilAsync(() => posted.Count == 100 - faults.NotificationsDropped + faults.NotificationsDoubled);
    }

    private Task<MailSubscription> SubscribeAsync() => SubscribeAsync(TimeSpan.FromDays(3));

    private Task<MailSubscription> SubscribeAsync(TimeSpan life) => target.Mailbox.SubscribeAsync(
        new SubscriptionRequest(new Uri($"{Url}/notifications"), new Uri($"{Url}/lifecycle"), "client-state-of-the-tests", TimeProvider.System.GetUtcNow() + life), Token);

    private async Task AnswerAsync(HttpContext context)
    {
        if (answersItself is { } answer && await answer(context))
        {
            return;
        }

        if (context.Request.Query.TryGetValue("validationToken", out var token))
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(token.ToString());
            return;
        }

        var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: Token);
        foreach (var item in body!["value"]!.AsArray())
        {
            posted.Enqueue(item!.DeepClone());
        }

        context.Response.StatusCode = 202;
    }

    private static async Task<(int Status, string? Code)> RefusedAsync(Func<Task<MailSubscription>> subscribe)
    {
        var refused = await Assert.ThrowsAsync<MailboxException>(subscribe);
        return (refused.Status, refused.Code);
    }
}
