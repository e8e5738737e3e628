namespace Router.Requests;

/// <summary>One verified request in one shape, whatever the channel. Everything in it is outside text: never trusted, never logged.</summary>
/// <param name="Channel">How it came.</param>
/// <param name="Source">Which mailbox, form or webhook source; an id from the team file.</param>
/// <param name="OriginId">The sender's own id of this request (message id, delivery id, idempotency key or a body hash); the request's id derives from it.</param>
/// <param name="Subject">One line, at most 256 characters.</param>
/// <param name="Text">The customer's own words as plain text, at most 30,000 characters; the rest stays in the raw payload.</param>
/// <param name="Customer">Who asks.</param>
internal sealed record InboundRequest(
    Channel Channel,
    string Source,
    string OriginId,
    string Subject,
    string Text,
    Customer Customer)
{
    public const int MaxSubjectLength = 256;
    public const int MaxTextLength = 30_000;

    /// <summary>What a table row holds beside the words; the rest stays in the raw payload.</summary>
    public const int MaxAttachments = 40;

    /// <summary>Hash of all that was sent, where that tells two requests under one id apart; null where the parts kept here do.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>When the sender says it was written; null where the channel does not say.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The component the customer named, as written; null where none was named.</summary>
    public string? ProductArea { get; init; }

    /// <summary>What groups this with others of one conversation at the sender's side.</summary>
    public string? ThreadKey { get; init; }

    /// <summary>Named details such as instance id, item id, steps or a video link.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What came with it; the bytes stand beside the raw payload, or in it.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>How many more came that are not listed; they stay in the raw payload only.</summary>
    public int AttachmentsLeftOut { get; init; }

    /// <summary>What a mail says of its place in a conversation; null for what is no mail.</summary>
    public MailHead? Mail { get; init; }

    /// <summary>Why nothing proves that it comes from its customer's address; null where something does, and for what is no mail.</summary>
    public SenderDoubt? SenderDoubt { get; init; }

    /// <summary>Another request that it is about: one that is closed, or one that its sender is no party to.</summary>
    public string? LinkedTo { get; init; }

    /// <summary>Why no mail may go out on it without a person; our own words. Null where one may.</summary>
    public string? NoAutomaticReply { get; init; }

    /// <summary>Why a person has to look at it before anything else; our own words. Null where triage begins.</summary>
    public string? NeedsPerson { get; init; }

    /// <summary>Our own words for the timeline; null for none.</summary>
    public string? Remark { get; init; }

    /// <summary>True when a machine wrote it (auto-reply, list, bounce): never answered automatically.</summary>
    public bool IsAutomatic { get; init; }
}

/// <param name="Address">Mail address; empty where the channel gave none.</param>
/// <param name="Name">Display name; empty where the channel gave none.</param>
internal sealed record Customer(string Address, string Name);

/// <param name="Name">File name without any path, at most 128 characters.</param>
/// <param name="ContentType">As declared by the sender.</param>
/// <param name="Length">Size in bytes.</param>
internal sealed record Attachment(string Name, string ContentType, long Length);
