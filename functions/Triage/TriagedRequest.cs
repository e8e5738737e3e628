using Router.Shared;
using Router.Storage;

namespace Router.Triage;

/// <summary>Between a stored request and a triage decision about it.</summary>
internal static class TriagedRequest
{
    public static InboundRequest Read(Request request, Partition partition) =>
        new(request.Channel, request.Source, request.Id, request.Subject, partition.Text, request.Customer)
        {
            SentAt = request.SentAt,
            ProductArea = request.ProductArea,
            ThreadKey = request.ThreadKey,
            Details = request.Details,
            Attachments = request.Attachments,
            IsAutomatic = request.IsAutomatic,
        };

    public static Request With(this Request request, TriageDecision decision) => request with
    {
        Kind = decision.Classification.Kind,
        Probabilities = decision.Classification.Probabilities,
        Reasons = decision.Classification.Reasons,
        Severity = decision.Severity?.Severity,
        SeverityReason = decision.Severity?.Why,
        ComponentId = decision.Component?.ComponentId,
        ComponentReason = decision.Component?.Why,
        OwnerId = decision.Owner,
        MissingDetails = [.. decision.MissingDetails.Select(detail => detail.Label)],
    };
}
