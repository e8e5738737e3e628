using Router.Requests;
using Router.Storage;

namespace Router.Subscribers;

/// <summary>Which facts a stage makes, told from its name and the state that it leaves.</summary>
internal static class FactPolicy
{
    public static IReadOnlyList<string> TypesOf(string stage, RequestState state) => (NameOf(stage), state) switch
    {
        (StageNames.Receive, RequestState.Ignored) => [FactTypes.Received, FactTypes.Ignored],
        (StageNames.Receive, _) => [FactTypes.Received],
        (StageNames.Triage, RequestState.Ignored) => [FactTypes.Ignored],
        (StageNames.Triage, RequestState.Waiting) => [FactTypes.Classified, FactTypes.Waiting],
        (StageNames.Triage or StageNames.Decide, _) => [FactTypes.Classified, FactTypes.Routed],
        (StageNames.Correct, _) => [FactTypes.Corrected],
        (StageNames.Move, _) => [FactTypes.Corrected, FactTypes.Routed],
        (StageNames.Land, _) => [FactTypes.Landed],
        (StageNames.Resolve, _) => [FactTypes.Resolved],
        // A mail or a notification that fails is noted by such a stage, too; the request goes on.
        (StageNames.Park, RequestState.Parked) => [FactTypes.Parked],
        _ => [],
    };

    public static Fact ToFact(string type, Request request) => new(type, request.Channel, request.Source, request.ReceivedAt, request.State)
    {
        IsAutomatic = request.IsAutomatic,
        Kind = request.Probabilities is null && request.DecidedBy is null ? null : request.Kind,
        Confidence = request.Confidence,
        IsDecidedByPerson = request.DecidedBy is not null || request.Decision is not null,
        Severity = request.Severity,
        ComponentId = request.ComponentId,
        OwnerId = request.OwnerId,
        Place = request.Landing?.Place,
        Path = request.Landing?.Path,
    };

    // Stages that can come more than once are numbered, or carry the id of what brought them after a hyphen.
    private static string NameOf(string stage) => stage.Split('-')[0].TrimEnd("0123456789".ToCharArray());
}
