using Router.Requests;

namespace Router.Intake.Email.Senders;

/// <summary>
/// Decides from our mail host's findings whether a mail comes from the address in its From: a DMARC pass (RFC 7489), DKIM or SPF passed for the very
/// same domain, or Microsoft 365's own verdict. That a domain has no DMARC policy proves nothing. ARC (RFC 8617) is not looked at.
/// </summary>
internal static class SenderCheck
{
    private const string Internal = "Internal";

    /// <param name="isFromMailbox">True where the mail was read from our mailbox, false where somebody posted it.</param>
    /// <returns>Null where the sender is proven.</returns>
    public static SenderDoubt? DoubtOf(ParsedMail mail, OwnMail own, bool isFromMailbox)
    {
        if (own.AuthenticationHosts.IsEmpty)
        {
            return SenderDoubt.NoAuthenticationHost;
        }

        if (!mail.HasOneSender)
        {
            return SenderDoubt.SeveralSenders;
        }

        if (IsInternal(mail, own, isFromMailbox))
        {
            return null;
        }

        var results = own.AuthenticationHosts.ResultsIn(mail.AuthenticationResults, isFromMailbox);
        return results.Count == 0 ? SenderDoubt.NotChecked : DoubtOf(results, DomainAlignment.Of(mail.Sender.Address));
    }

    private static SenderDoubt? DoubtOf(IReadOnlyList<AuthenticationResult> results, string domain)
    {
        var dmarc = Of(results, "dmarc");
        var composite = Of(results, "compauth");
        var isOfSender = dmarc.Count > 0 && dmarc.All(result => DomainAlignment.IsSame(result.Property("header.from"), domain));

        // Microsoft's verdict weighs all the others, a forwarder's that the tenant trusts too.
        if (isOfSender && composite.Count > 0 && composite.All(result => result.IsPass))
        {
            return null;
        }

        if (dmarc.Concat(composite).Any(result => result.Result == "fail"))
        {
            return SenderDoubt.CheckFailed;
        }

        var isProven = (isOfSender && dmarc.All(result => result.IsPass))
            || Of(results, "dkim").Any(result => result.IsPass && DomainAlignment.IsSame(SignerOf(result), domain))
            || Of(results, "spf").Any(result => result.IsPass && DomainAlignment.IsSame(EnvelopeOf(result), domain));
        return isProven ? null : SenderDoubt.NotProven;
    }

    /// <summary>
    /// Exchange Online checks no sender of its own tenant; it marks such mail as internal, in a header that it removes from whatever comes from outside
    /// (its header firewall).
    /// </summary>
    private static bool IsInternal(ParsedMail mail, OwnMail own, bool isFromMailbox) =>
        isFromMailbox && own.AuthenticationHosts.HasUnnamed && own.IsAgent(mail.Sender.Address) && Internal.Equals(mail.ExchangeAuthAs, StringComparison.OrdinalIgnoreCase);

    private static List<AuthenticationResult> Of(IReadOnlyList<AuthenticationResult> results, string method) => [.. results.Where(result => result.Method == method)];

    // Google names the identity only; its domain is the signer's or one below it (RFC 6376, section 3.5).
    private static string? SignerOf(AuthenticationResult result) =>
        result.Property("header.d") ?? (result.Property("header.i") is { } identity ? DomainAlignment.Of(identity) : null);

    private static string? EnvelopeOf(AuthenticationResult result) =>
        (result.Property("smtp.mailfrom") ?? result.Property("smtp.mail")) is { } address ? DomainAlignment.Of(address) : null;
}
