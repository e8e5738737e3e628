namespace Router.Requests;

/// <summary>A second ask in the same message.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Quote">In the customer's own words, at most 120 characters.</param>
internal sealed record OtherAsk(RequestKind Kind, string Quote);
