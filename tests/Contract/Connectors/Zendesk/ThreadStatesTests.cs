using Router.Contract.Storage;
using Router.Conversations;
using Router.Messaging;
using Router.Requests;

namespace Router.Contract.Connectors.Zendesk;

public sealed class ThreadStatesTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly string ticket = TicketDesk.NewTicket();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Orders of: solved at 1, reopened at 2, solved at 3; the last word is the one that counts.</summary>
    public static TheoryData<string, bool> EachOrder => new()
    {
        { "s1 r2 s3", true }, { "s1 s3 r2", true }, { "r2 s1 s3", true }, { "r2 s3 s1", true }, { "s3 s1 r2", true }, { "s3 r2 s1", true },
        { "s1 r2", false }, { "r2 s1", false }, { "s1 r2 s1 r2 s1", false }, { "s1 r2 s3 r2 s1 s3", true }, { "s1 r2 s3 r4", false }, { "r4 s3 r2 s1", false }, { "r4 s1 s3 r2", false },
    };

    [Fact]
    public async Task Receive_Webhook_FoundByItsThreadOfItsSourceOnly()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);

        Assert.Equal(id, Assert.Single(await desk.Mails.Threads.FindAsync(TicketDesk.Source, ticket, Token)).Key);
        Assert.Empty(await desk.Mails.Threads.FindAsync("hub", ticket, Token));
        Assert.Empty(await desk.Mails.Threads.FindAsync(TicketDesk.Source, ticket + "0", Token));
    }

    [Fact]
    public async Task Receive_IgnoredWebhook_NoPartOfTheThread()
    {
        var desk = Desk();
        await desk.Storage.Inbox.ReceiveAsync(TicketDesk.Comment(ticket, $"ignored:{ticket}"), "Nobody has to act", "{}"u8.ToArray(), null, Token);

        Assert.Empty(await desk.Mails.Threads.FindAsync(TicketDesk.Source, ticket, Token));
    }

    [Fact]
    public async Task Resolve_AnyNumberOfTimes_ClosedOnceAndNothingToldBack()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);
        List<EventOutcome> outcomes = [];
        for (var time = 1; time <= 5; time++)
        {
            outcomes.Add((await desk.Mails.Threads.ResolveAsync(Said("e1", 1), Token)).Outcome);
        }

        var partition = await desk.Mails.LoadAsync(id);
        Assert.Equal([EventOutcome.Taken, .. Enumerable.Repeat(EventOutcome.Repeated, 4)], outcomes);
        Assert.NotNull(partition.Request!.ClosedAt);
        Assert.Single(partition.Timeline, happened => happened.Text.StartsWith("Closed:", StringComparison.Ordinal));
        Assert.DoesNotContain(partition.Outbox, stored => stored.Message.Message == MessageNames.SolveTicket);
    }

    [Fact]
    public async Task Resolve_ByManyAtOnce_ClosedOnce()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Desk().Mails.Threads.ResolveAsync(Said("e1", 1), Token)));

        Assert.Single((await desk.Mails.LoadAsync(id)).Timeline, happened => happened.Text.StartsWith("Closed:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resolve_UnknownThread_SaidSo()
    {
        var desk = Desk();

        Assert.Equal(new ThreadResult(EventOutcome.Unknown, null), await desk.Mails.Threads.ResolveAsync(Said("e1", 1), Token));
        Assert.Equal(new ThreadResult(EventOutcome.Unknown, null), await desk.Mails.Threads.ReopenAsync(Said("e2", 1), Token));
        Assert.Equal(EventOutcome.Unknown, (await JoinAsync(desk, "c1")).Outcome);
    }

    [Theory]
    [MemberData(nameof(EachOrder))]
    public async Task Status_InAnyOrder_TheLatestWordCounts(string order, bool isClosed)
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);
        foreach (var word in order.Split(' '))
        {
            var said = Said(word, word[1] - '0');
            await (word[0] == 's' ? desk.Mails.Threads.ResolveAsync(said, Token) : desk.Mails.Threads.ReopenAsync(said, Token));
        }

        Assert.Equal(isClosed, (await desk.Mails.LoadAsync(id)).Request!.ClosedAt is not null);
    }

    [Fact]
    public async Task Status_WithoutTimes_ARepetitionUndoesNothing()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);
        await desk.Mails.Threads.ResolveAsync(Said("e1", null), Token);
        await desk.Mails.Threads.ReopenAsync(Said("e2", null), Token);
        await desk.Mails.Threads.ResolveAsync(Said("e1", null), Token);

        Assert.Null((await desk.Mails.LoadAsync(id)).Request!.ClosedAt);
    }

    [Fact]
    public async Task Resolve_AfterOurOwnClosing_TheEchoChangesNothingNowOrLater()
    {
        var desk = Desk();
        var id = await desk.ClosedAsync(ticket);

        Assert.Equal(EventOutcome.Repeated, (await desk.Mails.Threads.ResolveAsync(Said("echo", null), Token)).Outcome);
        await desk.Mails.Threads.ReopenAsync(Said("again", null), Token);
        Assert.Equal(EventOutcome.Repeated, (await desk.Mails.Threads.ResolveAsync(Said("echo", null), Token)).Outcome);

        Assert.Null((await desk.Mails.LoadAsync(id)).Request!.ClosedAt);
    }

    [Fact]
    public async Task Resolve_TwoRequestsOfOneTicket_BothClosed()
    {
        var desk = Desk();
        var first = await desk.LandedAsync(ticket);
        await desk.Storage.Inbox.ReceiveAsync(TicketDesk.Comment(ticket, $"second:{ticket}"), null, "{}"u8.ToArray(), null, Token);
        await desk.Mails.Threads.ResolveAsync(Said("e1", 1), Token);

        var found = await desk.Mails.Threads.FindAsync(TicketDesk.Source, ticket, Token);
        Assert.Equal(2, found.Count);
        Assert.Contains(found, partition => partition.Key == first);
        Assert.All(found, partition => Assert.NotNull(partition.Request!.ClosedAt));
    }

    [Fact]
    public async Task Join_AnyNumberOfTimes_OneFollowUpUnread()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);
        var outcomes = new List<EventOutcome>();
        for (var time = 1; time <= 4; time++)
        {
            outcomes.Add((await JoinAsync(desk, "c1", "Still failing.")).Outcome);
        }

        var partition = await desk.Mails.LoadAsync(id);
        Assert.Equal([EventOutcome.Taken, EventOutcome.Repeated, EventOutcome.Repeated, EventOutcome.Repeated], outcomes);
        Assert.Equal(("Still failing.", "kim@customer.example"), (Assert.Single(partition.FollowUps).Text, partition.FollowUps[0].From.Address));
        Assert.True(partition.Request!.HasUnread);
    }

    [Fact]
    public async Task Join_ByManyAtOnceWithOthers_EachOnce()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);

        await Task.WhenAll(Enumerable.Range(0, 9).Select(number => Deaths.RedoAsync(() => JoinAsync(Desk(), $"c{number % 3}", $"Words {number % 3}"))));

        Assert.Equal(["Words 0", "Words 1", "Words 2"], (await desk.Mails.LoadAsync(id)).FollowUps.Select(followUp => followUp.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Join_TheEventThatMadeTheRequest_NoFollowUp()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);

        Assert.Equal(EventOutcome.Repeated, (await JoinAsync(desk, $"ticket:{ticket}", isExact: true)).Outcome);
        Assert.Empty((await desk.Mails.LoadAsync(id)).FollowUps);
    }

    [Fact]
    public async Task Join_SeveralRequests_TheLatestAndARepetitionStaysThere()
    {
        var desk = Desk();
        var first = await desk.LandedAsync(ticket);
        await JoinAsync(desk, "c1");
        desk.Storage.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.Storage.Inbox.ReceiveAsync(TicketDesk.Comment(ticket, $"second:{ticket}"), null, "{}"u8.ToArray(), null, Token);
        var second = (await desk.Mails.Threads.FindAsync(TicketDesk.Source, ticket, Token))[0].Key;

        Assert.Equal(EventOutcome.Repeated, (await JoinAsync(desk, "c1")).Outcome);
        await JoinAsync(desk, "c2");

        Assert.NotEqual(first, second);
        Assert.Single((await desk.Mails.LoadAsync(first)).FollowUps);
        Assert.Single((await desk.Mails.LoadAsync(second)).FollowUps);
    }

    [Fact]
    public async Task Join_OurOwnCommentComesBack_NoFollowUp()
    {
        await using var zendesk = await ZendeskStandIn.StartAsync();
        var desk = new TicketDesk(new RouterStorage(azurite), zendesk);
        var id = await desk.LandedAsync(ticket);
        var ours = (await desk.Mails.LoadAsync(id)).Mails.Single().PlainText;
        var relaidOut = ours.Replace("\n\n", "\r\n \r\n", StringComparison.Ordinal) + "\n";

        Assert.Equal(EventOutcome.Echo, (await JoinAsync(desk, "by author", "Whatever", ZendeskStandIn.Email.ToUpperInvariant())).Outcome);
        Assert.Equal(EventOutcome.Echo, (await JoinAsync(desk, "by words", relaidOut, "")).Outcome);
        Assert.Equal(EventOutcome.Taken, (await JoinAsync(desk, "a quote", $"Thanks, that helps!\n> {ours}")).Outcome);

        Assert.Single((await desk.Mails.LoadAsync(id)).FollowUps);
    }

    [Theory]
    [InlineData("kim@customer.example", 5, true)]
    [InlineData("KIM@customer.example", null, true)]
    [InlineData("agent@own.example", 5, false)]
    [InlineData("", 5, false)]
    [InlineData("kim@customer.example", 1, false)]
    public async Task Join_ToAClosedRequest_TheCustomersLaterWordReopens(string from, int? minute, bool reopens)
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);
        await desk.Mails.Threads.ResolveAsync(Said("e1", 3), Token);

        await JoinAsync(desk, "c1", "One more thing.", from, minute is { } after ? Noon.AddMinutes(after) : null);

        var partition = await desk.Mails.LoadAsync(id);
        Assert.Equal(reopens, partition.Request!.ClosedAt is null);
        Assert.Single(partition.FollowUps);
    }

    [Fact]
    public async Task Join_ProcessDiesAtEachCallToStorage_OneFollowUp()
    {
        Dictionary<string, string> ticketOf = [];
        var deaths = await Deaths.AtEachCallAsync(
            azurite,
            async _ =>
            {
                var own = TicketDesk.NewTicket();
                var id = await Desk().LandedAsync(own);
                ticketOf[id] = own;
                return id;
            },
            (storage, id) => Deaths.RedoAsync(() => new TicketDesk(storage, null).Mails.Joiner.JoinAsync(TicketDesk.Comment(ticketOf[id], $"c:{id}"), "{}"u8.ToArray(), "application/json", Token)),
            async id => Assert.Single((await Desk().Mails.LoadAsync(id)).FollowUps));

        Assert.InRange(deaths, 6, 200);
    }

    private TicketDesk Desk() => new(new RouterStorage(azurite), null);

    private ThreadEvent Said(string eventId, int? minute) => new(TicketDesk.Source, ticket, $"{ticket}:{eventId}", minute is { } after ? Noon.AddMinutes(after) : null);

    private Task<ThreadResult> JoinAsync(
        TicketDesk desk, string origin, string text = "It fails.", string from = "kim@customer.example", DateTimeOffset? at = null, bool isExact = false) =>
        desk.Mails.Joiner.JoinAsync(TicketDesk.Comment(ticket, isExact ? origin : $"{ticket}:{origin}", text, from, at), "{}"u8.ToArray(), "application/json", Token);
}
