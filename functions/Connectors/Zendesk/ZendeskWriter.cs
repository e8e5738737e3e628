using Router.Requests;
using Router.Tickets;

namespace Router.Connectors.Zendesk;

/// <summary>
/// Makes a change of a ticket once, though Zendesk knows no idempotency key for updates. What is about to be told is written down before;
/// whoever comes after a lost answer or a crash looks for our marker in the ticket's history, and tells again only on top of a stamp read before
/// that look: what lands in between makes the update fail.
/// </summary>
internal sealed class ZendeskWriter(ZendeskClient tickets, TimeProvider time)
{
    private const int MostRounds = 4;
    private const int Conflict = 409;
    private const int Unprocessable = 422;

    // Longer than one call may take: within it an update whose answer was lost may still be under way.
    private static readonly TimeSpan MayBeUnderWay = ZendeskClient.Deadline + TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="ITicketSystem.TellAsync"/>
    public async Task<TellingEnd> TellAsync(TicketPlace place, TicketChange change, DateTimeOffset? toldAt, Func<Task> writeDown, CancellationToken cancellationToken)
    {
        var (isWritten, mayHaveLanded) = (false, toldAt is not null);
        for (var round = 1; ; round++)
        {
            // First the stamp, then the history.
            var ticket = await tickets.ReadAsync(place, cancellationToken);
            if (change.IsSolving && ticket.IsSolved)
            {
                return TellingEnd.Needless;
            }

            if (mayHaveLanded && await tickets.HasMarkerAsync(place, change.Marker, cancellationToken))
            {
                return TellingEnd.Done;
            }

            if (ticket.IsClosed)
            {
                return TellingEnd.Closed;
            }

            if (!isWritten)
            {
                Await(toldAt);
                await writeDown();
                isWritten = true;
            }

            if (await TryUpdateAsync(place, change, ticket.UpdatedAt!, isLast: round == MostRounds, cancellationToken) is { } end)
            {
                return end;
            }

            mayHaveLanded = true;
        }
    }

    /// <returns>Null where the ticket has changed since the stamp.</returns>
    private async Task<TellingEnd?> TryUpdateAsync(TicketPlace place, TicketChange change, string stamp, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            await tickets.UpdateAsync(place, change, stamp, cancellationToken);
            return TellingEnd.Done;
        }
        catch (ZendeskException changed) when (changed.Status == Conflict && !isLast)
        {
            return null;
        }
        catch (ZendeskException refused) when (refused.Status == Unprocessable)
        {
            return (await tickets.ReadAsync(place, cancellationToken)).IsClosed ? TellingEnd.Closed : throw ZendeskException.Of(Unprocessable, null);
        }
    }

    private void Await(DateTimeOffset? toldAt)
    {
        if (toldAt is { } since && MayBeUnderWay - (time.GetUtcNow() - since) is { Ticks: > 0 } wait)
        {
            throw ZendeskException.NotSeenYet(wait);
        }
    }
}
