using Router.Intake.Email;
using Router.Intake.Email.Loops;

namespace Router.Replies;

/// <summary>Addresses that no mail may reach without a person: our own mailboxes, where it would come in as a request, and those that only machines read. Anybody can type them into a form.</summary>
internal sealed class DeadEnds(OwnMail own)
{
    /// <returns>Why; null for any other address, and where there is none.</returns>
    public string? WhyNot(string address) => address switch
    {
        "" => null,
        _ when own.IsMailbox(address) || own.IsMailbox(AutomaticReplyPolicy.InboxOf(address)) => "The customer's address is our own mailbox.",
        _ when MachineAddress.Is(address) => "The address looks like one that nobody reads.",
        _ => null,
    };
}
