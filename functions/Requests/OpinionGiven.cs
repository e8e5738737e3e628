namespace Router.Requests;

/// <summary>What a language model said of a request; kept to show what it costs and how often it is right.</summary>
/// <param name="Said">The kind; null for unclear, or for an answer that was none.</param>
/// <param name="IsTaken">True where it decided the kind.</param>
/// <param name="Guess">What the model of our own held for likeliest.</param>
/// <param name="InputTokens">As the service counted them; 0 where it does not say.</param>
/// <param name="OutputTokens">As the service counted them; 0 where it does not say.</param>
internal sealed record OpinionGiven(RequestKind? Said, bool IsTaken, RequestKind Guess, long InputTokens, long OutputTokens);
