using System.Text.RegularExpressions;
using Router.Requests;
using Router.Teams;

namespace Router.Triage;

/// <param name="Id">Key of the detail in the team file.</param>
/// <param name="Label">As asked of the customer.</param>
/// <param name="Why">Why it counts as missing.</param>
internal sealed record MissingDetail(string Id, string Label, string Why);

/// <summary>Finds which details a bug of a component needs and the customer has not given.</summary>
internal sealed class MissingDetailsPolicy
{
    private readonly Dictionary<string, IReadOnlyList<(RequiredDetail Detail, Regex? Pattern)>> required;

    public MissingDetailsPolicy(Team team) =>
        required = team.Components.ToDictionary(
            component => component.Id,
            IReadOnlyList<(RequiredDetail, Regex?)> (component) => [.. component.Requires.Select(detail => (detail, Compile(detail)))]);

    public IReadOnlyList<MissingDetail> Find(string componentId, InboundRequest request) =>
    [
        .. required.GetValueOrDefault(componentId, [])
            .Where(rule => !IsGiven(rule.Detail, rule.Pattern, request))
            .Select(rule => new MissingDetail(rule.Detail.Id, rule.Detail.Label, WhyMissing(rule.Detail, request))),
    ];

    private static Regex? Compile(RequiredDetail detail) =>
        detail.Pattern is null ? null : TeamPattern.Compile(detail.Pattern);

    private static bool IsGiven(RequiredDetail detail, Regex? pattern, InboundRequest request)
    {
        var named = Named(detail, request);
        return pattern is null
            ? named is not null
            : (named is not null && pattern.IsMatch(named)) || pattern.IsMatch(request.Subject) || pattern.IsMatch(request.Text);
    }

    private static string? Named(RequiredDetail detail, InboundRequest request) =>
        request.Details
            .Where(pair => pair.Key.Equals(detail.Id, StringComparison.OrdinalIgnoreCase) || pair.Key.Equals(detail.Label, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Value)
            .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private static string WhyMissing(RequiredDetail detail, InboundRequest request) =>
        Named(detail, request) is null ? "Not named, and not found in the text." : "Named, but not in the expected form.";
}
