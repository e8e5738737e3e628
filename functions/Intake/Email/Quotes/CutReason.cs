namespace Router.Intake.Email.Quotes;

/// <summary>Why a part of a mail was left out of its words.</summary>
public enum CutReason
{
    /// <summary>An earlier mail, from its header or its first line on.</summary>
    QuotedMail,

    /// <summary>Lines that quote.</summary>
    QuotedLines,

    /// <summary>A signature, by its mark or by the mail program's markup.</summary>
    Signature,

    /// <summary>The line that a phone or a mail program adds by itself.</summary>
    DeviceLine,

    /// <summary>The header lines above a mail that was sent on; its words stay.</summary>
    ForwardedHeader,

    /// <summary>A line drawn below the words.</summary>
    Rule,
}
