namespace Router.Intake.Email.Quotes;

/// <summary>A part of a mail that was left out of its words.</summary>
internal sealed record CutPart(string Text, CutReason Reason);
