using Router.Triage;

namespace Router.Unit.Triage;

/// <summary>The classifier as shipped.</summary>
internal static class TestClassifier
{
    public static ModelInUse Models { get; } = new(ModelInUse.Shipped);

    public static ModelClassifier WithCoverage(double coverage) => new(Models, new TriageOptions { Coverage = coverage });

    public static ModelClassifier Create() => new(Models, new TriageOptions());
}
