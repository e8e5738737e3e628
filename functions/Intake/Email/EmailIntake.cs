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

    /// <summary>What the headers show before the body is read: the secret is the whole proof.</summary>
    public Admission Admit(InboundPayload head) => new(
        EmailAuthentication.Check(head.Header("Authorization"), options.Value.Secrets) ?? (head.MediaType == Rfc822 ? null : Problem.ContentTypeUnsupported(Rfc822)),
        options.Value.MaxBytes) { IsProven = true };

    public IntakeResult Read(InboundPayload payload)
    {
        if (Admit(payload).Refusal is { } denied)
        {
            return new IntakeResult.Refused(denied);
        }

        if (payload.Body.Length > options.Value.MaxBytes)
        {
            return new IntakeResult.Refused(Problem.TooLarge(options.Value.MaxBytes));
        }

        var (mail, problem) = MailReader.Read(payload.Body, payload.ReceivedAt);
        return mail is null ? new IntakeResult.Refused(problem!) : new IntakeResult.Accepted(MailNormalizer.Read(Source, mail, own, SenderCheck.DoubtOf(mail, own, isFromMailbox: false))) { Mail = mail };
    }
}
