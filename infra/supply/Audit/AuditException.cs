namespace Router.Supply.Audit;

/// <param name="Id">A source that may give no data, or the address of an advisory.</param>
/// <param name="Until">The last day on which it holds.</param>
internal sealed record AuditException(string Id, bool IsSource, DateOnly Until, string Reason);
