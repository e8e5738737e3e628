using Microsoft.Extensions.Options;
using Router.Intake.Email.Senders;
using Router.Requests;

namespace Router.Intake.Email;

/// <summary>A raw mail (RFC 5322) posted by a mail provider or a local run.</summary>
internal sealed class EmailIntake(IOptions<EmailOptions> options, OwnMail own)
{
    /// <summary>The source of every request that comes this way.</summary>
    public const string Source = "email";

    private const string Rfc822 = "message/rfc822";

    /// <summary>What is wrong before the body is known; null where nothing is.</summary>
    public Problem? Refusal(string? authorization) => EmailAuthentication.Check(authorization, options.Value.Secrets);

    public IntakeResult Read(InboundPayload payload)
    {
        if (Refusal(payload.Header("Authorization")) is { } denied)
        {
            return new IntakeResult.Refused(denied);
        }

        if (payload.MediaType != Rfc822)
        {
            return new IntakeResult.Refused(Problem.ContentTypeUnsupported(Rfc822));
        }

        if (payload.Body.Length > options.Value.MaxBytes)
        {
            return new IntakeResult.Refused(Problem.TooLarge(options.Value.MaxBytes));
        }

        var (mail, problem) = MailReader.Read(payload.Body, payload.ReceivedAt);
        return mail is null ? new IntakeResult.Refused(problem!) : new IntakeResult.Accepted(MailNormalizer.Read(Source, mail, own, SenderCheck.DoubtOf(mail, own, isFromMailbox: false))) { Mail = mail };
    }
}
