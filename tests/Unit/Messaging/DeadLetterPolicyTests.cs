using Router.Messaging;
using Router.Messaging.DeadLetters;
using Router.Requests;
using Router.Storage;
using Router.Unit.Pages;

namespace Router.Unit.Messaging;

public sealed class DeadLetterPolicyTests
{
    private static readonly Request Request = RequestSamples.Waiting() with { State = RequestState.Received };

    [Fact]
    public void Judge_NoEnvelope_Foreign() => Assert.Equal(DeadLetterState.Foreign, DeadLetterPolicy.Judge(Letter(null), Sent()));

    [Fact]
    public void Judge_NoPartition_Foreign() => Assert.Equal(DeadLetterState.Foreign, DeadLetterPolicy.Judge(Letter(MessageNames.TriageRequest), null));

    [Fact]
    public void Judge_NeverSentByThePartition_Foreign() => Assert.Equal(DeadLetterState.Foreign, DeadLetterPolicy.Judge(Letter(MessageNames.FileBug), Sent()));

    [Fact]
    public void Judge_NoReceipt_Open() => Assert.Equal(DeadLetterState.Open, DeadLetterPolicy.Judge(Letter(MessageNames.TriageRequest), Sent()));

    [Fact]
    public void Judge_Receipt_Settled() =>
        Assert.Equal(DeadLetterState.Settled, DeadLetterPolicy.Judge(Letter(MessageNames.TriageRequest), Sent(StageNames.Triage)));

    [Fact]
    public void Judge_RequestParked_Parked() => Assert.Equal(
        DeadLetterState.Parked,
        DeadLetterPolicy.Judge(Letter(MessageNames.TriageRequest), Sent(Request with { State = RequestState.Parked })));

    [Fact]
    public void Superfluous_SettledAndOlderTwins_ThoseOnly()
    {
        (DeadLetter, DeadLetterState)[] judged =
        [
            (Letter(MessageNames.TriageRequest, 1), DeadLetterState.Open),
            (Letter(null, 2), DeadLetterState.Foreign),
            (Letter(null, 3), DeadLetterState.Foreign),
            (Letter(MessageNames.TriageRequest, 4), DeadLetterState.Open),
            (Letter(MessageNames.FileBug, 5), DeadLetterState.Settled),
        ];

        Assert.Equal([1, 5], DeadLetterPolicy.Superfluous(judged).Select(letter => letter.SequenceNumber).Order());
    }

    private static DeadLetter Letter(string? message, long number = 1) =>
        new("triage", number, message is null ? null : new MessageEnvelope(message, Request.Id), "", "", default, 10);

    private static Partition Sent(params string[] receipts) => Sent(Request, receipts);

    private static Partition Sent(Request request, params string[] receipts) => new()
    {
        Key = request.Id,
        Request = request,
        Receipts = receipts.ToHashSet(),
        Outbox = [new StoredOutboxMessage("outbox~receive~0", StageNames.Receive, new OutboxMessage(MessageNames.TriageRequest))],
    };
}
