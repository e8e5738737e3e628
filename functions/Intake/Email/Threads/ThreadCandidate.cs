namespace Router.Intake.Email.Threads;

/// <summary>A request that a mail may belong to.</summary>
/// <param name="MessageIds">Of all its mails, theirs and ours, without angle brackets.</param>
/// <param name="ConversationIds">The mailbox's own grouping.</param>
/// <param name="Parties">Addresses of the customer, of those in copy, and of the colleagues who wrote in it.</param>
/// <param name="ClosedAt">Null while it is open.</param>
internal sealed record ThreadCandidate(
    string RequestId,
    IReadOnlyCollection<string> MessageIds,
    IReadOnlyCollection<string> ConversationIds,
    IReadOnlyCollection<string> Parties,
    DateTimeOffset? ClosedAt)
{
    public bool HasParty(string address) => Parties.Contains(address, StringComparer.OrdinalIgnoreCase);
}
