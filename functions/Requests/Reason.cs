namespace Router.Requests;

/// <summary>One thing that counted in a classification.</summary>
/// <param name="Kind">The kind it speaks for.</param>
/// <param name="Evidence">The customer's words that counted, at most 120 characters.</param>
/// <param name="Why">What that wording usually means, in our own words.</param>
/// <param name="Weight">How much it counted; may be negative where it spoke against the kind.</param>
internal sealed record Reason(RequestKind Kind, string Evidence, string Why, double Weight);
