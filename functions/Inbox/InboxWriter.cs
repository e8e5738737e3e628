using System.Security.Cryptography;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Inbox;

/// <summary>Makes a request durable, once, before anybody is told that it came.</summary>
internal sealed class InboxWriter(PartitionStore partitions, RawPayloadStore rawPayloads, ThreadIndex threads, StageCommitter committer, TimeProvider time)
{
    /// <param name="unbounded">What was verified and normalised.</param>
    /// <param name="ignoredBecause">Why nobody has to act on it; null routes it.</param>
    /// <param name="raw">The bytes as they came.</param>
    /// <param name="alongside">What has to be stored with the request before it is acknowledged.</param>
    public async Task<InboxResult> ReceiveAsync(
        InboundRequest unbounded, string? ignoredBecause, ReadOnlyMemory<byte> raw, string? contentType, CancellationToken cancellationToken, Func<RequestId, Task>? alongside = null)
    {
        var inbound = InboundLimits.Apply(unbounded);
        var contentHash = ContentHash.Of(inbound);
        var result = await InsertAsync(RequestId.From(inbound));
        if (result is not InboxResult.OtherContent)
        {
            return result;
        }

        // A form's key is the sender's promise, so the clash is the sender's to mend. Elsewhere ids are outside our and the customer's control
        // (mail programs that reuse Message-IDs): a second request under a derived id loses nothing.
        return inbound.Channel == Channel.Form
            ? result
            : await InsertAsync(RequestId.From(inbound.Channel, inbound.Source, $"{inbound.OriginId}\n{contentHash}"));

        async Task<InboxResult> InsertAsync(RequestId id)
        {
            var request = ToRequest(id, inbound, contentHash, ignoredBecause);
            var payload = new RawPayload(contentHash, raw, contentType);
            var stage = new Stage(StageNames.Receive, request)
            {
                Raw = payload,
                Text = inbound.Text,
                Outbox = request.State == RequestState.Received ? [new OutboxMessage(MessageNames.TriageRequest)] : [],
                Events = [.. Events(request, inbound.Remark)],
            };
            var committed = await committer.TryCommitAsync(
                id.Value, before: null, stage, cancellationToken, () => Task.WhenAll(
                    rawPayloads.SaveAsync(id.Value, payload, cancellationToken), AddToThreadAsync(id, request), alongside?.Invoke(id) ?? Task.CompletedTask));
            return committed == CommitResult.Committed
                ? new InboxResult.Kept(request, IsRepeated: false)
                : await JudgeAsync(id, request, cancellationToken);
        }

        // What another system says later of the same conversation finds the request by it; mails are found by their own ids.
        Task AddToThreadAsync(RequestId id, Request request) => request is { Channel: Channel.Webhook, ThreadKey: { Length: > 0 } key, State: not RequestState.Ignored }
            ? threads.AddToThreadAsync(request.Source, key, id.Value, cancellationToken)
            : Task.CompletedTask;
    }

    /// <summary>What stands in storage decides: ours, the same request from before, or another one under the same id.</summary>
    private async Task<InboxResult> JudgeAsync(RequestId id, Request request, CancellationToken cancellationToken)
    {
        var stored = await partitions.FindRequestAsync(id.Value, cancellationToken);
        return stored?.Request is { } standing
            ? standing.ContentHash == request.ContentHash
                ? new InboxResult.Kept(standing, IsRepeated: standing.StatusToken != request.StatusToken)
                : new InboxResult.OtherContent()
            : throw new ConcurrentChangeException($"Request {id} is not in storage after its insert.");
    }

    private static IEnumerable<string> Events(Request request, string? remark)
    {
        yield return request.State == RequestState.Ignored
            ? $"Received by {request.Channel} and not routed: {request.StateReason}."
            : $"Received by {request.Channel}.";
        if (remark is not null)
        {
            yield return remark;
        }
    }

    private Request ToRequest(RequestId id, InboundRequest inbound, string contentHash, string? ignoredBecause) => new()
    {
        Id = id.Value,
        Channel = inbound.Channel,
        Source = inbound.Source,
        Subject = inbound.Subject,
        Customer = inbound.Customer,
        ReceivedAt = time.GetUtcNow(),
        SentAt = inbound.SentAt,
        ProductArea = inbound.ProductArea,
        ThreadKey = inbound.ThreadKey,
        Details = inbound.Details,
        Attachments = inbound.Attachments,
        AttachmentsLeftOut = inbound.AttachmentsLeftOut,
        IsAutomatic = inbound.IsAutomatic,
        Mail = inbound.Mail,
        Doubt = inbound.SenderDoubt is { } doubt ? new MailDoubt(doubt) : null,
        Parties = [.. new[] { inbound.Customer.Address }.Concat(inbound.SenderDoubt is null ? inbound.Mail?.Copied ?? [] : []).Where(address => address.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
        LinkedTo = inbound.LinkedTo,
        NoAutomaticReply = inbound.NoAutomaticReply,
        ContentHash = contentHash,
        StatusToken = RandomNumberGenerator.GetHexString(32, lowercase: true),
        State = ignoredBecause is not null ? RequestState.Ignored : inbound.NeedsPerson is not null ? RequestState.Waiting : RequestState.Received,
        StateReason = ignoredBecause ?? inbound.NeedsPerson,
    };
}

/// <summary>What the inbox made of a request: a closed set.</summary>
internal abstract record InboxResult
{
    private InboxResult()
    {
    }

    /// <summary>Durable, now or from before.</summary>
    internal sealed record Kept(Request Request, bool IsRepeated) : InboxResult;

    /// <summary>The sender's key stands for another request already.</summary>
    internal sealed record OtherContent : InboxResult;
}
