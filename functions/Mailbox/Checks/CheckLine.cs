namespace Router.Mailbox.Checks;

/// <summary>One thing that was looked at.</summary>
/// <param name="Verdict">Whether it is as it should be.</param>
/// <param name="Detail">What was found; where it is wrong, what to do.</param>
internal sealed record CheckLine(CheckVerdict Verdict, string Subject, string Detail)
{
    public string ToText() => $"{(Verdict switch { CheckVerdict.Fine => "ok   ", CheckVerdict.Doubtful => "look ", _ => "WRONG" })} {Subject,-22} {Detail}";
}

internal enum CheckVerdict
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>It works, and somebody should look at it.</summary>
    Doubtful,

    /// <summary>It does not work.</summary>
    Wrong,
}
