namespace Router.Shared;

/// <summary>Probability of each kind, 0 to 1.</summary>
internal sealed record Probabilities(double Doing, double Building, double Fixing);
