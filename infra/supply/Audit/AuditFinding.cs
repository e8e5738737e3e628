namespace Router.Supply.Audit;

/// <param name="Advisory">Its address, by which an exception names it.</param>
internal sealed record AuditFinding(string Advisory, string Package, string Severity);
