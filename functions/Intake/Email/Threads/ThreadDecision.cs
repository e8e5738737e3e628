namespace Router.Intake.Email.Threads;

/// <summary>Where a mail belongs.</summary>
/// <param name="RequestId">The request joined, reopened or linked to; for a stranger's mail the one that it claimed. Null where none was found.</param>
internal sealed record ThreadDecision(ThreadOutcome Outcome, ThreadReason Reason, string? RequestId);

/// <summary>What becomes of a mail.</summary>
public enum ThreadOutcome
{
    /// <summary>A request of its own.</summary>
    OpenNew,

    /// <summary>A request of its own that points to the closed one.</summary>
    OpenLinked,

    /// <summary>One more mail of the request.</summary>
    Join,

    /// <summary>One more mail of the request, which is open again.</summary>
    Reopen,

    /// <summary>One more mail of the request, in a party's or a colleague's name that nothing proves: nothing follows from it until a person believes it.</summary>
    JoinHeld,
}

/// <summary>What showed where a mail belongs.</summary>
public enum ThreadReason
{
    /// <summary>Nothing did.</summary>
    NoMatch,

    /// <summary>In-Reply-To or References.</summary>
    Reference,

    /// <summary>Our token in the subject.</summary>
    SubjectToken,

    /// <summary>The mailbox's conversation id.</summary>
    Conversation,

    /// <summary>It named a request that its sender is no party to.</summary>
    Stranger,
}
