namespace Router.Triage.Model;

/// <param name="Card">Where it comes from.</param>
/// <param name="Kind">Classes in the order doing, building, fixing.</param>
/// <param name="Severity">Classes in the order low, medium, high, critical; null where the training rows named too few.</param>
internal sealed record TriageModel(ModelCard Card, CalibratedModel Kind, CalibratedModel? Severity);
