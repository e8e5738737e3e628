namespace Router.Supply.Audit;

/// <summary>What a source of vulnerability data said.</summary>
/// <param name="NoData">Why nothing it said, or did not say, counts; null where it had data.</param>
internal sealed record AuditAnswer(string Source, IReadOnlyList<AuditFinding> Findings, string? NoData)
{
    public static AuditAnswer Without(string source, string reason) => new(source, [], reason);
}
