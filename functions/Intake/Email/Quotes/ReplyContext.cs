namespace Router.Intake.Email.Quotes;

/// <summary>What decides how much of a mail may be left out.</summary>
/// <param name="IsReply">Whether it answers another mail: only then does it quote one, but for what its recipients wrote.</param>
internal sealed record ReplyContext(bool IsReply, MailParties Parties);
