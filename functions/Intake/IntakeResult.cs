using Router.Intake.Email;
using Router.Shared;

namespace Router.Intake;

/// <summary>What intake made of some bytes: one closed set of outcomes.</summary>
internal abstract record IntakeResult
{
    private IntakeResult()
    {
    }

    /// <summary>A verified, normalised request.</summary>
    internal sealed record Accepted(InboundRequest Request) : IntakeResult
    {
        /// <summary>The mail that it was read from; null for what is no mail.</summary>
        public ParsedMail? Mail { get; init; }
    }

    /// <summary>Verified, but nothing anybody has to act on (a ping, an event that makes no request). It is kept and counted, not routed.</summary>
    internal sealed record Ignored(InboundRequest Request, string Reason) : IntakeResult;

    /// <summary>Not taken in.</summary>
    internal sealed record Refused(Problem Problem) : IntakeResult;
}
