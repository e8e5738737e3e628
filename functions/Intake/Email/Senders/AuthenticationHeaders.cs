namespace Router.Intake.Email.Senders;

/// <summary>Which headers Authentication-Results of our mail host are read.</summary>
public enum AuthenticationHeaders
{
    /// <summary>The topmost one, whatever stands below it.</summary>
    First,

    /// <summary>All that it wrote at its hop, for a host that writes one for each check and removes what comes under its own name (RFC 8601, section 5).</summary>
    All,
}
