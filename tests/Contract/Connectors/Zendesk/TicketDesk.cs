using System.Globalization;
using Router.Connectors.Zendesk;
using Router.Contract.Conversations;
using Router.Contract.Storage;
using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Teams.Sources;

namespace Router.Contract.Connectors.Zendesk;

/// <summary>One process that takes tickets in and writes into them.</summary>
internal sealed class TicketDesk(RouterStorage storage, ZendeskStandIn? zendesk, string sendWithoutApproval = "Digest", bool note = false, bool byOAuth = false)
{
    public const string Source = "help";
    private const int MostAttempts = 8;
    private static readonly Team Team = new()
    {
        People = [],
        Components = [],
        Promise = "within one working day",
        Sources = [new WebhookSource(Source, "Zendesk"), new WebhookSource("hub", "GitHub")],
    };

    private static int tickets;

    public RouterStorage Storage => storage;

    public MailDesk Mails { get; } = new(storage, sendWithoutApproval, team: Team, zendesk: AccessTo(zendesk, note, byOAuth));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A ticket that no other test uses; the run shares one emulator.</summary>
    public static string NewTicket() => (1_000 + Interlocked.Increment(ref tickets)).ToString(CultureInfo.InvariantCulture);

    public static InboundRequest Comment(string ticket, string origin, string text = "It fails.", string from = "kim@customer.example", DateTimeOffset? at = null) =>
        new(Channel.Webhook, Source, origin, "Help", text, new Customer(from, "Kim")) { ThreadKey = ticket, SentAt = at };

    /// <summary>The request of a ticket, with its reply drafted as a destination does it.</summary>
    public async Task<string> LandedAsync(string ticket, string? threadKey = null, string address = "kim@customer.example")
    {
        var kept = await Storage.Inbox.ReceiveAsync(
            Comment(ticket, $"ticket:{ticket}", from: address) with { ThreadKey = threadKey ?? ticket }, null, "{}"u8.ToArray(), "application/json", Token) as Router.Inbox.InboxResult.Kept;
        var id = kept!.Request.Id;
        var partition = await Mails.LoadAsync(id);
        var landed = partition.Request! with { State = RequestState.Landed, Landing = new Landing(LandingPlace.Bugs, "Redirects, High severity", $"/bugs#{id}") };
        await Storage.Committer.CommitAsync(partition, Mails.Replies.WithReply(new Stage(StageNames.Land, landed), landed, MailTemplates.BugFiled, ReplyTemplates.BugFiled), Token);
        return id;
    }

    public async Task<string> ApprovedAsync(string ticket)
    {
        var id = await LandedAsync(ticket);
        await Mails.DeliverAsync(id);
        await Mails.Approval.SendAsync(id, "reply", "sasha", Token);
        return id;
    }

    public async Task<string> ClosedAsync(string ticket)
    {
        var id = await LandedAsync(ticket);
        Assert.True(RequestId.TryParse(id, out var known));
        await Mails.Actions.CloseAsync(known, Actor.OnAll("sasha"), Token);
        return id;
    }

    public Task SolveAsync(string id, string closing = "resolve-1") => Mails.Solve.HandleAsync(new MessageEnvelope(MessageNames.SolveTicket, id, closing), Token);

    /// <summary>Does what the pump does: again after a failure that may pass, when the other side asks for it.</summary>
    public async Task UntilDoneAsync(Func<Task> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Deaths.RedoAsync(work);
                return;
            }
            catch (Exception failure) when (attempt < MostAttempts && FailureClassifier.Classify(failure) == FailureCategory.Transient)
            {
                Storage.Time.Advance((failure as ICategorized)?.RetryAfter ?? TimeSpan.FromSeconds(1));
            }
        }
    }

    public async Task<(MailState State, string? Reason)> StateAsync(string id, string key = "reply")
    {
        var mail = (await Mails.LoadAsync(id)).Mails.Single(mail => mail.Key == key);
        return (mail.State, mail.StateReason);
    }

    /// <summary>Waits for what another part does of itself.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        var deadline = System.Diagnostics.Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(20), "It did not come about.");
            await Task.Yield();
        }
    }

    private static ZendeskOptions AccessTo(ZendeskStandIn? zendesk, bool note, bool byOAuth)
    {
        var options = new ZendeskOptions();
        if (zendesk is not null)
        {
            options.ById[Source] = new ZendeskAccess
            {
                StandInUrl = zendesk.Url,
                Email = ZendeskStandIn.Email,
                ApiToken = byOAuth ? null : ZendeskStandIn.ApiToken,
                OAuthToken = byOAuth ? ZendeskStandIn.OAuthToken : null,
                InternalNote = note ? "true" : null,
            };
        }

        return options;
    }
}
