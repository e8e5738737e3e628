using Router.Intake.Email.Loops;
using Router.Intake.Email.Quotes;
using Router.Intake.Email.Senders;
using Router.Intake.Email.Writers;
using Router.Requests;

namespace Router.Intake.Email;

/// <summary>One mail, read once: all that later steps need to know, without the parser library. Everything in it is outside text.</summary>
internal sealed record ParsedMail
{
    /// <summary>The message id; a hash of the mail where it has none.</summary>
    public required string OriginId { get; init; }

    /// <summary>Without angle brackets, at most 255 characters (longer ones as a hash); null where it has none.</summary>
    public string? MessageId { get; init; }

    public string? InReplyTo { get; init; }

    /// <summary>Oldest first; the first and the last ones where there are many.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>One line; empty where it has none.</summary>
    public required string Subject { get; init; }

    public required Customer Sender { get; init; }

    /// <summary>The header that names the sender; empty where none does.</summary>
    public string SenderReadFrom { get; init; } = "From";

    /// <summary>Where the sender wants answers; null where the mail does not say.</summary>
    public Customer? ReplyTo { get; init; }

    /// <summary>Whom a group names as the writer of what it passes on; null where none does.</summary>
    public Customer? OriginalSender { get; init; }

    /// <summary>Of To and Cc: the colleagues who follow the conversation.</summary>
    public IReadOnlyList<Customer> Recipients { get; init; } = [];

    /// <summary>The sender's clock; null where it cannot be right.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>All words, quotes and signature with them.</summary>
    public required string FullText { get; init; }

    /// <summary>The words that are new. Empty only where the mail has none.</summary>
    public required string NewText { get; init; }

    /// <summary>Whether it brings its words as HTML, too.</summary>
    public bool HasHtml { get; init; }

    /// <summary>What was left out of <see cref="NewText"/>, in order.</summary>
    public IReadOnlyList<CutPart> Cuts { get; init; } = [];

    /// <summary>Null where the mail is no forward.</summary>
    public ForwardedMail? Forward { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Files beyond the limit; they stay in the raw payload only.</summary>
    public int AttachmentsLeftOut { get; init; }

    /// <summary>How the headers ask for no automatic answer.</summary>
    public MachineSign MachineSign { get; init; }

    public MailWriter Writer { get; init; }

    /// <summary>What speaks for <see cref="Writer"/>, and what against.</summary>
    public IReadOnlyList<string> WriterSigns { get; init; } = [];

    /// <summary>Whether the mail's form or its sender's system says who wrote; else wordings and weights do, and a person may know better.</summary>
    public bool IsWriterCertain { get; init; }

    /// <summary>False where From names nobody, or several: a check of the sender may then speak for another than <see cref="Sender"/>.</summary>
    public bool HasOneSender { get; init; }

    /// <summary>Each header Authentication-Results, topmost first.</summary>
    public IReadOnlyList<AuthenticationHeader> AuthenticationResults { get; init; } = [];

    /// <summary>What Exchange says of where it came from, in its header X-MS-Exchange-Organization-AuthAs; null where it says nothing.</summary>
    public string? ExchangeAuthAs { get; init; }

    /// <summary>Null where the mail is no delivery report.</summary>
    public BounceReport? Bounce { get; init; }
}
