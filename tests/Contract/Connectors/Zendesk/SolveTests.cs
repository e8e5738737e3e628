using Router.Connectors.Zendesk;
using Router.Contract.Storage;
using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Subscribers;

namespace Router.Contract.Connectors.Zendesk;

public sealed class SolveTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string ticket = TicketDesk.NewTicket();
    private ZendeskStandIn zendesk = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, ZendeskFault> EachFault =>
        new(from call in new[] { 1, 2 } from fault in Enum.GetValues<ZendeskFault>() select (call, fault));

    public static TheoryData<ZendeskFault, int, ZendeskFault> EachSecondFault => new(
        from first in new[] { ZendeskFault.LostBefore, ZendeskFault.LostAfter, ZendeskFault.Overtaken }
        from call in new[] { 3, 4 }
        from second in new[] { ZendeskFault.LostBefore, ZendeskFault.LostAfter, ZendeskFault.Unavailable, ZendeskFault.Overtaken }
        select (first, call, second));

    public async ValueTask InitializeAsync() => zendesk = await ZendeskStandIn.StartAsync();

    public ValueTask DisposeAsync() => zendesk.DisposeAsync();

    [Fact]
    public async Task Close_ByAPerson_TellsOfItAndHasTheTicketSolvedOnce()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ClosedAsync(ticket);
        await desk.SolveAsync(id);
        await desk.SolveAsync(id);

        var partition = await desk.Mails.LoadAsync(id);
        Assert.Equal([FactTypes.Resolved], FactPolicy.TypesOf("resolve-1", partition.Request!.State));
        Assert.True(partition.Has("resolve-1"));
        Assert.Contains(partition.Outbox, stored => stored is { Stage: "resolve-1", Message: { Message: MessageNames.SolveTicket, MailKey: "resolve-1" } });
        var update = Assert.Single(standing.Updates);
        Assert.Equal(("solved", true, null), (update["status"]!.GetValue<string>(), update["safe_update"]!.GetValue<bool>(), update["comment"]));
        Assert.Equal(("solved", 1), (standing.Status, standing.Solved));
    }

    [Theory]
    [MemberData(nameof(EachFault))]
    public async Task Solve_OneCallFails_SolvedOnce(int call, ZendeskFault fault)
    {
        zendesk.Fail(ticket, call, fault);
        await CheckSolvedOnceAsync();
    }

    [Theory]
    [MemberData(nameof(EachSecondFault))]
    public async Task Solve_TwoCallsFail_SolvedOnce(ZendeskFault first, int call, ZendeskFault second)
    {
        zendesk.Fail(ticket, 2, first);
        zendesk.Fail(ticket, call, second);
        await CheckSolvedOnceAsync();
    }

    [Theory]
    [InlineData("solved")]
    [InlineData("closed")]
    public async Task Solve_AnAgentWasThereBefore_LeftAlone(string status)
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket, status);
        await desk.SolveAsync(await desk.ClosedAsync(ticket));

        Assert.Equal((status, 0), (standing.Status, standing.Updates.Count));
    }

    [Fact]
    public async Task Solve_AnAgentSolvesInBetween_LeftAlone()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket, "pending");
        var id = await desk.ClosedAsync(ticket);
        zendesk.OnUpdate = () => zendesk.ByAgent(ticket, "closed");
        await desk.SolveAsync(id);

        Assert.Equal(("closed", 0), (standing.Status, standing.Solved));
    }

    [Fact]
    public async Task Solve_AnswerLostAndAnAgentReopens_TheAgentIsNotOverruled()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ClosedAsync(ticket);
        zendesk.Fail(ticket, 2, ZendeskFault.LostAfter);
        await Assert.ThrowsAsync<HttpRequestException>(() => desk.SolveAsync(id));
        zendesk.ByAgent(ticket, "open");

        await desk.SolveAsync(id);

        Assert.Equal(("open", 1), (standing.Status, standing.Solved));
    }

    [Fact]
    public async Task Solve_RequestReopenedInBetween_TicketLeftOpen()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ClosedAsync(ticket);
        Assert.True(RequestId.TryParse(id, out var known));
        await desk.Mails.Actions.ReopenAsync(known, Actor.OnAll("robin"), Token);
        await desk.SolveAsync(id);

        Assert.Equal(("open", 0), (standing.Status, standing.Calls));
    }

    [Fact]
    public async Task Solve_ClosedAgainAfterReopening_SolvedAgain()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ClosedAsync(ticket);
        await desk.SolveAsync(id);
        Assert.True(RequestId.TryParse(id, out var known));
        await desk.Mails.Actions.ReopenAsync(known, Actor.OnAll("robin"), Token);
        zendesk.ByAgent(ticket, "open");
        await desk.Mails.Actions.CloseAsync(known, Actor.OnAll("robin"), Token);
        await desk.SolveAsync(id, "resolve-2");

        Assert.Equal(("solved", 2), (standing.Status, standing.Solved));
    }

    [Fact]
    public async Task Solve_AFieldIsMissing_ForGoodWithAReason()
    {
        var desk = Desk();
        zendesk.Add(ticket);
        zendesk.RefusesSolving = true;
        var id = await desk.ClosedAsync(ticket);

        var refused = await Assert.ThrowsAsync<ZendeskException>(() => desk.SolveAsync(id));

        Assert.Equal((FailureCategory.Permanent, "zendesk-update-refused"), (FailureClassifier.Classify(refused), refused.ReasonCode));
    }

    [Fact]
    public async Task Close_NoAccess_NothingToTell()
    {
        var desk = new TicketDesk(new RouterStorage(azurite), null);
        var id = await desk.ClosedAsync(ticket);

        var partition = await desk.Mails.LoadAsync(id);
        Assert.NotNull(partition.Request!.ClosedAt);
        Assert.DoesNotContain(partition.Outbox, stored => stored.Message.Message == MessageNames.SolveTicket);
    }

    [Fact]
    public async Task Solve_NeverClosed_NoMessageOfOurs()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);

        await Assert.ThrowsAsync<PermanentFailureException>(() => desk.SolveAsync(id));
    }

    [Fact]
    public async Task Solve_ProcessDiesAtEachCallToStorage_SolvedOnce()
    {
        Dictionary<string, string> ticketOf = [];
        var deaths = await Deaths.AtEachCallAsync(
            azurite,
            async _ =>
            {
                var own = TicketDesk.NewTicket();
                zendesk.Add(own);
                var id = await Desk().ClosedAsync(own);
                ticketOf[id] = own;
                return id;
            },
            (storage, id) => Deaths.RedoAsync(() => new TicketDesk(storage, zendesk).SolveAsync(id)),
            async id =>
            {
                Assert.Equal(1, zendesk.Find(ticketOf[id]).Solved);
                Assert.True((await Desk().Mails.LoadAsync(id)).Has(StageNames.SolutionOf("resolve-1")));
            });

        Assert.InRange(deaths, 6, 200);
    }

    private TicketDesk Desk() => new(new RouterStorage(azurite), zendesk);

    private async Task CheckSolvedOnceAsync()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ClosedAsync(ticket);

        await desk.UntilDoneAsync(() => desk.SolveAsync(id));
        await desk.SolveAsync(id);

        Assert.Equal(("solved", 1), (standing.Status, standing.Solved));
        Assert.True((await desk.Mails.LoadAsync(id)).Has(StageNames.SolutionOf("resolve-1")));
    }
}
