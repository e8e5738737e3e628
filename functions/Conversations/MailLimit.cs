using Router.Intake.Email;
using Router.Operations;
using Router.Requests;

namespace Router.Conversations;

/// <summary>
/// Finds the mails beyond what one address may send within a day. They are taken in all the same, held, and shown to the team: a mail that is refused may never come
/// again, and a customer whose address somebody else floods would be locked out.
/// </summary>
internal sealed class MailLimit(MailQuotas quotas, Refusals refusals)
{
    public bool IsBeyond(ParsedMail mail, SenderDoubt? doubt, long bytes) => !quotas.MayTake(mail.Sender.Address, doubt is null, bytes, mail.Attachments.Count);

    /// <summary>Counts a mail that is new; one that comes again takes nothing.</summary>
    public void Count(ParsedMail mail, SenderDoubt? doubt, long bytes, bool isBeyond)
    {
        if (isBeyond)
        {
            refusals.NoteHeld();
        }
        else
        {
            quotas.Take(mail.Sender.Address, doubt is null, bytes, mail.Attachments.Count);
        }
    }

    /// <summary>What a mail beyond it becomes: nothing follows from it until a person has looked at it.</summary>
    public static InboundRequest Held(InboundRequest inbound) => inbound with
    {
        SenderDoubt = inbound.SenderDoubt ?? SenderDoubt.BeyondQuota,
        NoAutomaticReply = inbound.NoAutomaticReply ?? DoubtWords.Of(SenderDoubt.BeyondQuota),
        // Nobody has to look at what a machine wrote: triage takes it for that.
        NeedsPerson = inbound.IsAutomatic ? null : DoubtWords.Of(SenderDoubt.BeyondQuota),
    };
}
