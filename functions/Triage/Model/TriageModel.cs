namespace Router.Triage.Model;

/// <param name="Card">Where it comes from.</param>
/// <param name="Kind">Classes in the order doing, building, fixing, and unclear where training rows asked nothing: what is around an ask speaks for none of the kinds.</param>
/// <param name="Severity">Classes in the order low, medium, high, critical; null where the training rows named too few.</param>
internal sealed record TriageModel(ModelCard Card, CalibratedModel Kind, CalibratedModel? Severity)
{
    /// <summary>Tells messages that ask something from those that ask nothing, in this order; null where no training row asked nothing.</summary>
    public CalibratedModel? Nothing { get; init; }

    /// <summary>Leaves out what asks nothing before the kind is read; null where no training row asked nothing.</summary>
    public AskFilter? Asks { get; init; }
}
