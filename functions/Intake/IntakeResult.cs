using Router.Intake.Email;
using Router.Requests;

namespace Router.Intake;

/// <summary>What intake made of some bytes: one closed set of outcomes.</summary>
internal abstract record IntakeResult
{
    private IntakeResult()
    {
    }

    /// <summary>What there is to keep of it; null for nothing.</summary>
    public InboundRequest? Inbound => this switch
    {
        Accepted(var request) => request,
        Ignored(var request, _) => request,
        Joins(_, var request, _) => request,
        Resolves(_, var request) => request,
        Reopens(_, var request) => request,
        _ => null,
    };

    /// <summary>A verified, normalised request.</summary>
    internal sealed record Accepted(InboundRequest Request) : IntakeResult
    {
        /// <summary>The mail that it was read from; null for what is no mail.</summary>
        public ParsedMail? Mail { get; init; }
    }

    /// <summary>Verified, but nothing anybody has to act on (a ping, an event that makes no request). It is kept and counted, not routed.</summary>
    internal sealed record Ignored(InboundRequest Request, string Reason) : IntakeResult;

    /// <summary>It adds to the request that has the same thread key at the same source.</summary>
    /// <param name="ElseIgnoredBecause">Why it is ignored where there is none; null makes it a request of its own.</param>
    internal sealed record Joins(string ThreadKey, InboundRequest Request, string? ElseIgnoredBecause = null) : IntakeResult;

    /// <summary>The request that has the same thread key at the same source is done there. There may be no words.</summary>
    internal sealed record Resolves(string ThreadKey, InboundRequest Request) : IntakeResult;

    /// <summary>It is open there again.</summary>
    internal sealed record Reopens(string ThreadKey, InboundRequest Request) : IntakeResult;

    /// <summary>The sender asks whether its address is meant: its text goes back, and nothing is kept.</summary>
    internal sealed record Challenged(string Challenge) : IntakeResult;

    /// <summary>Not taken in.</summary>
    internal sealed record Refused(Problem Problem) : IntakeResult;
}
