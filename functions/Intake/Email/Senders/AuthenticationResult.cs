namespace Router.Intake.Email.Senders;

/// <summary>One finding of a mail host, for example <c>dkim=pass header.d=example.com</c> (RFC 8601, section 2.2); in lower case.</summary>
/// <param name="Properties">What was examined; one that is given twice is left out.</param>
internal sealed record AuthenticationResult(string Method, string Result, IReadOnlyDictionary<string, string> Properties)
{
    // Yahoo writes "dkim=dkim_pass" and "dmarc=success".
    public bool IsPass => Result is "pass" or "success" || Result == $"{Method}_pass";

    public string? Property(string name) => Properties.GetValueOrDefault(name);
}
