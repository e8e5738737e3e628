namespace Router.Intake.Email.Loops;

/// <summary>How the headers ask for no automatic answer. Whether a machine wrote the mail is another question: people write through lists and with such headers too.</summary>
public enum MachineSign
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>Auto-Submitted with another value than "no" (RFC 3834).</summary>
    AutoSubmitted,

    /// <summary>Precedence bulk, list, junk or auto-reply: the custom before RFC 3834.</summary>
    Precedence,

    /// <summary>A List header (RFC 2369, RFC 2919).</summary>
    List,

    /// <summary>A header by which known autoresponders name themselves.</summary>
    Autoresponder,

    /// <summary>X-Auto-Response-Suppress asks for no automatic reply (Microsoft, [MS-OXCMAIL]).</summary>
    ResponseSuppressed,

    /// <summary>Nobody to tell of a failed delivery (RFC 5321).</summary>
    NullReturnPath,

    /// <summary>A delivery report or a receipt (RFC 6522).</summary>
    Report,
}
