using System.Collections.Immutable;

namespace Router.Triage.Model;

/// <summary>What the two parts of a model tell apart, in the order of their scores, as files and commands write it.</summary>
internal static class Classes
{
    public static ImmutableArray<string> Kinds { get; } = ["doing", "building", "fixing"];

    /// <summary>What a message is that asks nothing of us: a greeting, thanks, an offer. No kind: it is learnt beside the kinds, and a person sees it.</summary>
    public const string Nothing = "unclear";

    /// <summary>The kinds, then <see cref="Nothing"/>.</summary>
    public static ImmutableArray<string> All { get; } = [.. Kinds, Nothing];

    public static ImmutableArray<string> Severities { get; } = ["low", "medium", "high", "critical"];
}
