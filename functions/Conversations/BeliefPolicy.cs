using Router.Intake.Email;
using Router.Requests;

namespace Router.Conversations;

/// <summary>Decides what follows where a person believes a mail whose sender nothing proves, takes it for forged, or takes either back.</summary>
internal static class BeliefPolicy
{
    /// <summary>The mail that opened the request: those in its copy become parties.</summary>
    public static Request? OfOpening(Request request, DoubtState said, string person, DateTimeOffset now, OwnMail own, IReadOnlyList<FollowUp> followUps)
    {
        if (request.Doubt is not { } doubt || doubt.State == said)
        {
            return null;
        }

        var spoken = request with { Doubt = Said(doubt, said, person, now) };
        return spoken with { Parties = PartyList.Of(spoken, followUps, own).Parties };
    }

    /// <summary>A later mail: believed, it does what it would have done when it came.</summary>
    /// <returns>Null where it changes nothing.</returns>
    public static (Request Request, FollowUp FollowUp)? OfLater(
        Request request, FollowUp mail, DoubtState said, string person, DateTimeOffset now, OwnMail own, IReadOnlyList<FollowUp> followUps)
    {
        if (mail.Doubt is not { } doubt || doubt.State == said)
        {
            return null;
        }

        List<FollowUp> others = [.. followUps.Where(other => other.Key != mail.Key)];
        var undone = Undo(request, doubt, others, own) with { HasHeld = others.Any(IsHeld) || (said == DoubtState.Held && !mail.IsAutomatic) };
        var spoken = Said(doubt, said, person, now);
        if (said != DoubtState.Believed || mail.IsAutomatic)
        {
            return (undone, mail with { Doubt = spoken });
        }

        // A request that was closed with the mail before one's eyes stays closed.
        var reopens = undone.ClosedAt is { } closed && closed < mail.ReceivedAt;
        var believed = undone with
        {
            Parties = PartyList.Of(request, [.. others, mail with { Doubt = spoken }], own).Parties,
            ClosedAt = reopens ? null : undone.ClosedAt,
            IsUnreachable = false,
        };
        return (believed, mail with
        {
            Doubt = spoken with
            {
                ReopenedFrom = reopens ? undone.ClosedAt : null,
                WasUnreachable = undone.IsUnreachable,
            },
        });
    }

    private static bool IsHeld(FollowUp mail) => mail is { IsAutomatic: false, Doubt.State: DoubtState.Held };

    private static MailDoubt Said(MailDoubt doubt, DoubtState said, string person, DateTimeOffset now) => new(doubt.Why) { State = said, By = person, At = now };

    // Where another mail that counts has come since, that one keeps the request open and the customer reachable.
    private static Request Undo(Request request, MailDoubt doubt, IReadOnlyList<FollowUp> others, OwnMail own)
    {
        var (parties, counting) = PartyList.Of(request, others, own);
        var undone = request with { Parties = parties };
        return counting.Any(mail => !(mail.ReceivedAt < doubt.At))
            ? undone
            : undone with { ClosedAt = request.ClosedAt ?? doubt.ReopenedFrom, IsUnreachable = request.IsUnreachable || doubt.WasUnreachable };
    }
}
