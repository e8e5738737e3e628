namespace Router.Triage;

/// <summary>What no queue should decide about, whatever kind it is: it goes to a person at once.</summary>
internal enum UrgentMatter
{
    /// <summary>Somebody reports a hole that others could misuse.</summary>
    Security,

    /// <summary>A claim, a demand to take something down, a letter from a lawyer or a court.</summary>
    Legal,

    /// <summary>Somebody makes use of their right to their own data: a copy of it, or its deletion.</summary>
    PersonalData,
}
