using Router.Requests;

namespace Router.Teams;

/// <summary>One line of a bug for lists: its component, severity and owner, and what the customer left out.</summary>
internal static class BugSummary
{
    public static string Of(Request request, Team team)
    {
        var component = team.FindComponent(request.ComponentId)?.Name ?? "No component recognised";
        var owner = team.FindPerson(request.OwnerId)?.Name;
        var missing = request.MissingDetails.Count == 0 ? "" : $" Missing: {string.Join(", ", request.MissingDetails)}.";
        return owner is null
            ? $"{component}: nobody owns it, a person has to assign it.{missing}"
            : $"{component}, {request.Severity ?? Severity.Low} severity, owned by {owner}.{missing}";
    }
}
