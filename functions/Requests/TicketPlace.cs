namespace Router.Requests;

/// <summary>The ticket of another system that a request came from.</summary>
/// <param name="Source">The source in the team file.</param>
/// <param name="TicketId">Digits only.</param>
internal sealed record TicketPlace(string Source, string TicketId);
