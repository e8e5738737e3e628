namespace Router.Triage.Reading;

/// <summary>One word of a sentence in the form that cues are compared with.</summary>
/// <param name="Form">Lower case, without accents, contractions written out; "^" opens a sentence and "?" closes a question.</param>
/// <param name="Start">Where it stands in the sentence's text.</param>
/// <param name="End">Where it ends; equal to <paramref name="Start"/> for what has no letters of its own.</param>
internal readonly record struct Word(string Form, int Start, int End)
{
    public const string Opening = "^";
    public const string Question = "?";
}
