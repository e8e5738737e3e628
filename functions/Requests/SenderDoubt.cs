namespace Router.Requests;

/// <summary>Why nothing proves that a mail comes from the address in its From.</summary>
public enum SenderDoubt
{
    /// <summary>The settings name no mail host that checks senders.</summary>
    NoAuthenticationHost,

    /// <summary>Our mail host says nothing about the sender.</summary>
    NotChecked,

    /// <summary>Whatever passed the checks speaks for another domain than the sender's, or nothing passed.</summary>
    NotProven,

    /// <summary>Our mail host's check of the sender failed.</summary>
    CheckFailed,

    /// <summary>It names several senders, or none in From.</summary>
    SeveralSenders,

    /// <summary>More mail came in the address's name than one sender may send within a day, so that somebody else may be writing in it.</summary>
    BeyondQuota,
}
