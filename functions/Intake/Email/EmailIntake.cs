using Microsoft.Extensions.Options;
using Router.Shared;

namespace Router.Intake.Email;

/// <summary>A raw mail (RFC 5322) posted by a mail provider or a local run.</summary>
internal sealed class EmailIntake(IOptions<EmailOptions> options)
{
    /// <summary>The source of every request that comes this way.</summary>
    public const string Source = "email";

    private const string Rfc822 = "message/rfc822";

    public IntakeResult Read(InboundPayload payload)
    {
        if (EmailAuthentication.Check(payload.Header("Authorization"), options.Value.Secret) is { } problem)
        {
            return new IntakeResult.Refused(problem);
        }

        if (payload.MediaType != Rfc822)
        {
            return new IntakeResult.Refused(Problem.ContentTypeUnsupported(Rfc822));
        }

        if (payload.Body.Length > options.Value.MaxBytes)
        {
            return new IntakeResult.Refused(Problem.TooLarge(options.Value.MaxBytes));
        }

        using var message = MailParser.Parse(payload.Body);
        return message is null
            ? new IntakeResult.Refused(Problem.Malformed("The body is no mail, or has more headers or parts than any real one."))
            : MailNormalizer.Read(Source, message, payload.ReceivedAt);
    }
}
