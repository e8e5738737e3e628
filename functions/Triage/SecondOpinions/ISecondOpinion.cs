using Router.Requests;

namespace Router.Triage.SecondOpinions;

/// <summary>Somebody else to ask about a message that the model is not sure of.</summary>
internal interface ISecondOpinion
{
    /// <summary>True where it is asked about every message and not only about those that the model is not sure of.</summary>
    bool IsFirstJudge { get; }

    /// <returns>Null when nobody is asked, or the answer is late or fails.</returns>
    Task<OpinionGiven?> AskAsync(InboundRequest request, Probabilities probabilities, CancellationToken cancellationToken);
}

/// <summary>Off.</summary>
internal sealed class NoSecondOpinion : ISecondOpinion
{
    public bool IsFirstJudge => false;

    public Task<OpinionGiven?> AskAsync(InboundRequest request, Probabilities probabilities, CancellationToken cancellationToken) => Task.FromResult<OpinionGiven?>(null);
}
