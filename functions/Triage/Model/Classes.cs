using System.Collections.Immutable;

namespace Router.Triage.Model;

/// <summary>What the two parts of a model tell apart, in the order of their scores, as files and commands write it.</summary>
internal static class Classes
{
    public static ImmutableArray<string> Kinds { get; } = ["doing", "building", "fixing"];

    public static ImmutableArray<string> Severities { get; } = ["low", "medium", "high", "critical"];
}
