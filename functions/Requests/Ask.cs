namespace Router.Requests;

/// <summary>One of the things that a message asks.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Text">In the customer's own words, cut where it is long.</param>
internal sealed record Ask(RequestKind Kind, string Text);
