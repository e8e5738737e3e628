namespace Router.Triage.Cues;

/// <param name="Label">What it speaks for.</param>
/// <param name="Weight">How strongly; negative speaks against it, 0 only keeps the cues inside its words from counting.</param>
/// <param name="Phrase">The wording.</param>
/// <param name="Why">What that wording usually means, for a person to read.</param>
internal sealed record Cue<TLabel>(TLabel Label, double Weight, Phrase Phrase, string Why);

/// <param name="First">Index of its first word in the sentence.</param>
/// <param name="Last">Index of its last word.</param>
internal readonly record struct CueMatch<TLabel>(Cue<TLabel> Cue, int First, int Last)
{
    public bool Covers(CueMatch<TLabel> other) =>
        First <= other.First && Last >= other.Last && Last - First > other.Last - other.First;
}
