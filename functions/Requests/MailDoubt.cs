namespace Router.Requests;

/// <summary>A mail whose sender nothing proves. Nothing follows from it until a person believes it; whatever that changed is kept, so that it can be taken back.</summary>
internal sealed record MailDoubt(SenderDoubt Why)
{
    public DoubtState State { get; init; }

    /// <summary>Who said the last word; null while nobody did.</summary>
    public string? By { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>When the request that it reopened had been closed; null where it reopened none.</summary>
    public DateTimeOffset? ReopenedFrom { get; init; }

    /// <summary>True where the customer counted as not reachable before.</summary>
    public bool WasUnreachable { get; init; }
}

/// <summary>What a person has said of a mail whose sender nothing proves.</summary>
public enum DoubtState
{
    /// <summary>Nothing yet: it is held.</summary>
    Held,

    /// <summary>It is from whom it says.</summary>
    Believed,

    /// <summary>It is not from them.</summary>
    Rejected,
}

internal static class MailDoubts
{
    /// <summary>Whether anything may follow from the mail: its sender is proven, or a person believes it.</summary>
    public static bool IsLifted(this MailDoubt? doubt) => doubt is null or { State: DoubtState.Believed };
}
