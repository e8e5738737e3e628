namespace Router.Requests;

/// <summary>The facts that subscribers can ask for.</summary>
internal static class FactTypes
{
    /// <summary>Durable in the inbox.</summary>
    public const string Received = "request.received";

    /// <summary>Kept, and nobody has to act on it.</summary>
    public const string Ignored = "request.ignored";

    /// <summary>Triage or a person has said what it is; unclear is an answer, too.</summary>
    public const string Classified = "request.classified";

    /// <summary>Triage is not sure; a person decides.</summary>
    public const string Waiting = "request.waiting";

    /// <summary>On its way to its destination.</summary>
    public const string Routed = "request.routed";

    /// <summary>A person has mended what triage had said.</summary>
    public const string Corrected = "request.corrected";

    /// <summary>Answered, on the board or filed as a bug.</summary>
    public const string Landed = "request.landed";

    /// <summary>A step has failed for good; a person looks at it.</summary>
    public const string Parked = "request.parked";

    /// <summary>What was asked is done.</summary>
    public const string Resolved = "request.resolved";

    public static IReadOnlyList<string> All { get; } = [Received, Ignored, Classified, Waiting, Routed, Corrected, Landed, Parked, Resolved];
}
