using Router.Intake.Email.Senders;
using Router.Requests;

namespace Router.Intake.Email.Loops;

/// <summary>Decides what a delivery report means for our requests.</summary>
internal static class BouncePolicy
{
    /// <param name="isOurs">Whether a message id is one that we gave a mail of ours: anybody can send a report about anything.</param>
    public static BounceDecision Decide(BounceReport report, Func<string, bool> isOurs)
    {
        var ours = report.MessageIds.Where(isOurs).ToList();
        return new BounceDecision(
            ours.Count == 0 ? BounceMeaning.NotOurs
            : report.Outcome == DeliveryOutcome.Failed ? BounceMeaning.CustomerNotReachable
            : BounceMeaning.NothingToDo,
            ours);
    }

    /// <summary>
    /// Whether a report is believed: its sender is proven, and of a domain of ours or of a party's. Whoever has seen our mail knows its id, and can write a report from a domain of his own.
    /// </summary>
    /// <param name="sender">Without a domain for the hosts that write as MAILER-DAEMON or as nobody: those can't be proven, so the report has to name a party as the one whom our mail did not reach.</param>
    /// <param name="doubt">Why nothing proves its sender; null where something does.</param>
    /// <param name="about">Whom the report speaks of.</param>
    public static bool IsOfAHost(string sender, SenderDoubt? doubt, IReadOnlyList<string> parties, OwnMail own, IReadOnlyList<string> about) =>
        !sender.Contains('@', StringComparison.Ordinal)
            ? about.Any(address => parties.Contains(address, StringComparer.OrdinalIgnoreCase))
            : doubt is null && (own.IsAgent(sender) || parties.Any(party => DomainAlignment.IsSame(DomainAlignment.Of(party), DomainAlignment.Of(sender))));
}

/// <param name="MessageIds">Those of ours that it is about.</param>
internal sealed record BounceDecision(BounceMeaning Meaning, IReadOnlyList<string> MessageIds);

/// <summary>What follows from a delivery report.</summary>
public enum BounceMeaning
{
    /// <summary>About no mail of ours.</summary>
    NotOurs,

    /// <summary>Delivered, or still on its way.</summary>
    NothingToDo,

    /// <summary>Our mail did not arrive and will not.</summary>
    CustomerNotReachable,
}
