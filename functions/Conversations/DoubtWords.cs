using Router.Requests;

namespace Router.Conversations;

/// <summary>Says why a mail's sender is in doubt.</summary>
internal static class DoubtWords
{
    public static string Of(SenderDoubt doubt) => doubt switch
    {
        SenderDoubt.NoAuthenticationHost => "Nobody has checked the sender: the settings name no mail host that does.",
        SenderDoubt.NotChecked => "Our mail host says nothing about the sender.",
        SenderDoubt.CheckFailed => "Our mail host's check of the sender failed: the mail is forged, or was changed on its way.",
        SenderDoubt.SeveralSenders => "It does not name exactly one sender.",
        SenderDoubt.BeyondQuota => "More mail came in this address's name than one sender may send within a day: somebody else may be writing in it.",
        _ => "Nothing that our mail host has checked speaks for the sender's domain.",
    };
}
