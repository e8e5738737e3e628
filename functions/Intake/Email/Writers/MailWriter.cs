namespace Router.Intake.Email.Writers;

/// <summary>Who wrote a mail.</summary>
public enum MailWriter
{
    /// <summary>Somebody, as far as anything tells.</summary>
    Person,

    /// <summary>A machine: an automatic reply, a receipt, an answer to an invitation, a newsletter.</summary>
    Automatic,

    /// <summary>A mail host, about a mail that it could not or could deliver.</summary>
    Bounce,

    /// <summary>Our mail host takes it for spam.</summary>
    Spam,
}
