using Router.Inbox;
using Router.Requests;
using Router.Storage;

namespace Router.Browser.Setup;

/// <summary>Requests in every state that a page shows; stored the way the app stores them.</summary>
internal sealed class Samples(IServiceProvider services)
{
    private const string Hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

    public Request Waiting { get; private set; } = null!;

    public Request Bug { get; private set; } = null!;

    public Request Parked { get; private set; } = null!;

    /// <summary>Nothing proves who opened it, nor who wrote two later mails of it.</summary>
    public Request Unproven { get; private set; } = null!;

    public static async Task<Samples> StoreAsync(IServiceProvider services)
    {
        var samples = new Samples(services);
        samples.Waiting = await samples.AddWaitingAsync("waiting");
        samples.Bug = await samples.AddBugAsync();
        samples.Unproven = await samples.AddUnprovenAsync("unproven");
        samples.Parked = await samples.AddParkedAsync("parked");
        await samples.ReceiveAsync("hostile", Hostile, Hostile);
        return samples;
    }

    public async Task<Request> AddWaitingAsync(string origin)
    {
        var received = await ReceiveAsync(origin, "Redirects of a folder", "Hello,\n\nthe redirects of our old folder are gone.\nCan you look?\n\nThanks, Ada");
        return await CommitAsync(received.Id, "triage", request => request with
        {
            State = RequestState.Waiting,
            Probabilities = new Probabilities(0.31, 0.27, 0.42),
            Reasons =
            [
                new Reason(RequestKind.Fixing, "are gone", "What was there before is missing", 0.9),
                new Reason(RequestKind.Doing, "Can you look", "Asks us to do something", 0.7),
                new Reason(RequestKind.Fixing, "Thanks", "Friendly words seldom come with a fault", -0.1),
            ],
            ComponentId = "manager-ui",
            ComponentReason = "The customer wrote “redirects”.",
            OwnerId = "sasha",
        });
    }

    public async Task<Partition> LoadAsync(string id) =>
        await services.GetRequiredService<PartitionStore>().LoadAsync(id, TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("The sample is not in storage.");

    /// <summary>A bug with a drafted reply that waits.</summary>
    public async Task<Request> AddBugAsync(string origin = "bug")
    {
        var received = await ReceiveAsync(origin, "Live site answers 500 since this morning", "All our customers see an error page.");
        return await CommitAsync(
            received.Id,
            "land",
            request => request with
            {
                State = RequestState.Landed,
                Kind = RequestKind.Fixing,
                Probabilities = new Probabilities(0.02, 0.01, 0.97),
                Reasons = [new Reason(RequestKind.Fixing, "answers 500", "An error code is a fault", 2.1)],
                Severity = Severity.High,
                SeverityReason = "All customers are blocked.",
                ComponentId = "web-engine",
                OwnerId = "robin",
                MissingDetails = ["Instance ZUID", "Steps to recreate"],
                Landing = new Landing(LandingPlace.Bugs, "WebEngine, High severity, owned by Robin Apelt.", $"/bugs#{request.Id}"),
            },
            Reply);
    }

    public async Task<Request> AddUnprovenAsync(string origin)
    {
        var received = await ReceiveAsync(origin, "The export hangs", "It hangs at 40 %.");
        return await CommitAsync(
            received.Id,
            "join",
            request => request with { HasHeld = true, Doubt = new MailDoubt(SenderDoubt.NotChecked) },
            followUps:
            [
                new FollowUp("0a", received.Customer, "Re: The export hangs", "Please send me the file.", received.ReceivedAt) { Doubt = new MailDoubt(SenderDoubt.NotProven) },
                new FollowUp("0b", received.Customer, "Re: The export hangs", "Buy now.", received.ReceivedAt) { Doubt = new MailDoubt(SenderDoubt.CheckFailed) { State = DoubtState.Rejected, By = "Sasha" } },
            ]);
    }

    public async Task<Request> AddParkedAsync(string origin)
    {
        var received = await ReceiveAsync(origin, "How do I invite a colleague?", "I can't find it.");
        await CommitAsync(received.Id, StageNames.Triage, request => request with { State = RequestState.Routed });
        return await CommitAsync(received.Id, "park1", request => request with
        {
            State = RequestState.Parked,
            Kind = RequestKind.Doing,
            Probabilities = new Probabilities(0.9, 0.05, 0.05),
            StateReason = "The documentation could not be read",
            ParkedMessage = "AnswerFromDocs",
            Parking = new Parking("AnswerFromDocs", "The documentation could not be read", 8, request.ReceivedAt),
        });
    }

    private static Mail Reply(Request request) => new(
        "reply", request.Customer.Address, request.Customer.Name, $"Re: {request.Subject}", "Hello Ada,\n\nthank you for telling us.", "<p>Hello Ada,</p>", request.ReceivedAt)
    {
        State = MailState.Held,
        StateReason = "No mailbox is configured.",
    };

    private async Task<Request> ReceiveAsync(string origin, string subject, string text)
    {
        var inbound = new InboundRequest(Channel.Form, "support", origin, subject, text, new Customer("ada@example.org", "Ada Lovelace"))
        {
            Details = new Dictionary<string, string> { ["Instance ZUID"] = "8-aaaaaaaaaa-bbbbbb" },
            Attachments = [new Attachment("screenshot.png", "image/png", 48_213)],
        };
        var kept = (InboxResult.Kept)await services.GetRequiredService<InboxWriter>()
            .ReceiveAsync(inbound, null, new byte[] { 1 }, "text/plain", TestContext.Current.CancellationToken);
        return await CommitAsync(kept.Request.Id, "seen", request => request);
    }

    /// <summary>Commits and lists at once; the dispatcher's own listing in the background changes nothing then.</summary>
    private async Task<Request> CommitAsync(string id, string stage, Func<Request, Request> change, Func<Request, Mail>? reply = null, IReadOnlyList<FollowUp>? followUps = null)
    {
        var before = await LoadAsync(id);
        var changed = change(before.Request!);
        await services.GetRequiredService<PartitionStore>().CommitAsync(
            id,
            before,
            new Stage(stage, changed) { Events = [$"Stage {stage}."], Mails = reply is null ? [] : [reply(changed)], FollowUps = followUps ?? [] },
            TestContext.Current.CancellationToken);
        await services.GetRequiredService<ViewStore>().ProjectAsync(await LoadAsync(id), TestContext.Current.CancellationToken);
        return changed;
    }
}
