using Router.Requests;

namespace Router.Triage.SecondOpinions;

/// <summary>Somebody else to ask about a message that the model is not sure of.</summary>
internal interface ISecondOpinion
{
    /// <returns>One of the kinds that the model itself holds for possible; null when nobody is asked, or the answer is none, late or not to the point.</returns>
    Task<RequestKind?> AskAsync(InboundRequest request, Probabilities probabilities, CancellationToken cancellationToken);
}

/// <summary>Off.</summary>
internal sealed class NoSecondOpinion : ISecondOpinion
{
    public Task<RequestKind?> AskAsync(InboundRequest request, Probabilities probabilities, CancellationToken cancellationToken) => Task.FromResult<RequestKind?>(null);
}
