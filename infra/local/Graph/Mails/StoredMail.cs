using MimeKit;

namespace Router.GraphStandIn.Mails;

/// <summary>One item of the mailbox. Its immutable id stays; the other one changes with each move, as in Exchange.</summary>
internal sealed class StoredMail(string immutableId, byte[] mime, MimeMessage head, string conversationId, DateTimeOffset receivedAt)
{
    public string ImmutableId => immutableId;

    public byte[] Mime => mime;

    public MimeMessage Head => head;

    public string? MessageId { get; } = head.MessageId is { Length: > 0 } id ? $"<{id}>" : null;

    public string ConversationId => conversationId;

    public DateTimeOffset ReceivedAt => receivedAt;

    public required string Folder { get; set; }

    public bool IsDraft { get; set; }

    /// <summary>True once it was told to leave.</summary>
    public bool IsLeaving { get; set; }

    public int Moves { get; set; }

    /// <summary>The number of the last change.</summary>
    public long Change { get; set; }

    public string IdFor(bool immutable) => immutable ? immutableId : $"{immutableId[..^4]}M{Moves:D3}";
}
