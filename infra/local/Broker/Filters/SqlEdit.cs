namespace Router.Broker.Filters;

/// <summary>One SET, or, without a value, one REMOVE.</summary>
internal sealed record SqlEdit(string Name, bool IsSystem, Func<FilterableProperties, object?>? Value);
