namespace Router.Intake.Email.Quotes;

/// <summary>The words that are new in a mail, and what was left out of them.</summary>
internal sealed record NewWords(string Text, IReadOnlyList<CutPart> Cuts);
