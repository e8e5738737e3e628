using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Connectors.Zendesk;

/// <param name="UpdatedAt">As it was given: it goes back as the stamp of an update.</param>
internal sealed record TicketReading(string? Status, string? UpdatedAt)
{
    /// <summary>Archived for good: no update is taken.</summary>
    public bool IsClosed => Status == "closed";

    public bool IsSolved => Status is "solved" or "closed";
}

internal sealed record TicketAnswer(TicketReading? Ticket);

internal sealed record AuditPage(IReadOnlyList<AuditReading>? Audits, PageMeta? Meta);

internal sealed record AuditReading(AuditMetadata? Metadata);

/// <param name="Custom">What whoever made the update said of it; of any shape.</param>
internal sealed record AuditMetadata(JsonElement Custom);

internal sealed record PageMeta(bool HasMore, string? AfterCursor);

internal sealed record TicketUpdateBody(TicketUpdate Ticket);

/// <param name="SafeUpdate">True has Zendesk refuse it (409) where the ticket has changed since the stamp.</param>
internal sealed record TicketUpdate(CommentBody? Comment, string? Status, UpdateMetadata Metadata, bool SafeUpdate, string UpdatedStamp);

internal sealed record CommentBody(string HtmlBody, bool Public);

/// <param name="Router">Our marker; it stays in the ticket's history.</param>
internal sealed record UpdateMetadata(string Router);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TicketAnswer))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(TicketUpdateBody))]
internal sealed partial class ZendeskJson : JsonSerializerContext;
