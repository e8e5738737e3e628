using Router.Requests;

namespace Router.Messaging;

/// <summary>What a destination settles of a request before the request comes there, so that it stands in the batch that sends it there.</summary>
internal interface ILandingPlanner
{
    /// <param name="request">As it is about to be committed.</param>
    /// <param name="text">The customer's words.</param>
    /// <param name="message">What is sent to the destination; null where it goes nowhere.</param>
    /// <returns>The request with what was settled.</returns>
    Task<Request> PlanAsync(Request request, string text, string? message, CancellationToken cancellationToken);
}
