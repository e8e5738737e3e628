using Router.Intake.Email.Loops;
using Router.Requests;

namespace Router.Conversations;

/// <summary>Says why a person has to send a reply.</summary>
internal static class NoReplyWords
{
    public static string Of(NoReplyReason reason, SenderDoubt? doubt) => reason switch
    {
        NoReplyReason.NobodyReads => "The address looks like one that nobody reads.",
        NoReplyReason.Unauthenticated => DoubtWords.Of(doubt ?? SenderDoubt.NotProven),
        NoReplyReason.Forwarded => "A colleague forwarded it: the customer has not written to us.",
        NoReplyReason.Precedence or NoReplyReason.List or NoReplyReason.ResponseSuppressed => "Its headers ask for no automatic answer.",
        NoReplyReason.OwnAddress => "It came from our own mailbox.",
        _ => "A machine wrote it.",
    };
}
