using System.Text.Json.Serialization;

namespace Router.Requests;

/// <summary>One more mail of a request, theirs or a colleague's. Everything in it is outside text.</summary>
/// <param name="Key">Unique within its partition.</param>
/// <param name="Text">The words that are new.</param>
internal sealed record FollowUp(string Key, Customer From, string Subject, string Text, DateTimeOffset ReceivedAt)
{
    public MailHead? Mail { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>How many more came that are not listed.</summary>
    public int AttachmentsLeftOut { get; init; }

    /// <summary>Set where nothing proves its sender; nothing follows from it until a person believes it.</summary>
    public MailDoubt? Doubt { get; init; }

    /// <summary>True where a colleague sent it, also when it is a forward and <see cref="From"/> names the customer.</summary>
    public bool IsFromColleague { get; init; }

    /// <summary>True for a note that only the team sees; <see cref="From"/> names who wrote it.</summary>
    public bool IsNote { get; init; }

    /// <summary>True when a machine wrote it.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Where storage has it; null for one that is not stored yet.</summary>
    [JsonIgnore]
    public string? StoredAs { get; init; }
}
