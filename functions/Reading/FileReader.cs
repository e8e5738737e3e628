using Microsoft.Extensions.Options;
using Router.Intake;
using Router.Intake.Bodies;
using Router.Intake.Email;
using Router.Intake.Email.Senders;
using Router.Intake.Forms;
using Router.Intake.Webhooks;
using Router.Intake.Webhooks.Schemes;
using Router.Requests;
using Router.Teams;
using Router.Teams.Forms;
using Router.Teams.Sources;
using Router.Triage;
using Router.Triage.Model;

namespace Router.Reading;

/// <summary>Reads the bytes of a file as intake reads what is sent to it, and classifies the result.</summary>
internal sealed class FileReader(Team team, WebhookSchemes schemes, OwnMail own, FormsOptions forms, IRequestClassifier classifier, ModelInUse models, TimeProvider time)
{
    private const string FieldOfAddress = "the field email";
    private const long Memory = 268_435_456;

    public ReadAnswer ReadMail(string file, byte[] bytes)
    {
        var (mail, problem) = MailReader.Read(bytes, time.GetUtcNow());
        if (mail is null)
        {
            return ReadAnswer.OfRefused(file, problem!);
        }

        var request = MailNormalizer.Read(EmailIntake.Source, mail, own, SenderCheck.DoubtOf(mail, own, isFromMailbox: false));
        var (customer, readFrom) = MailNormalizer.CustomerOf(mail, own, request.SenderDoubt is null);
        return AnswerOf(file, request, new ReadCustomer(customer.Name, customer.Address, readFrom)) with
        {
            WrittenBy = mail.Writer.ToString().ToLowerInvariant(),
            Why = mail.WriterSigns,
            Cut = [.. mail.Cuts.Select(cut => new ReadCut(cut.Text, MailNormalizer.WordsOf(cut.Reason)))],
            Unreachable = mail.Bounce?.Unreachable,
        };
    }

    public async Task<ReadAnswer> ReadFormAsync(string file, byte[] bytes, AskedForm form, string? contentType, CancellationToken cancellationToken)
    {
        using var memory = new ByteBudget(Memory, Memory).Open(null);
        var body = new FormBody(new MemoryStream(bytes, writable: false), contentType ?? MediaTypes.OfForm(bytes), null, memory, () => new MemoryStream());
        var reading = await new FormIntake(Options.Create(forms)).ReadAsync(form, body, cancellationToken);
        return AnswerOf(file, reading.Result, FieldOfAddress);
    }

    public ReadAnswer ReadWebhook(string file, byte[] bytes, WebhookSource source, string? contentType, IReadOnlyDictionary<string, string> headers)
    {
        var payload = new InboundPayload(bytes, contentType ?? MediaTypes.OfWebhook(bytes), MediaTypes.WithMissing(schemes.Of(source), headers, bytes), time.GetUtcNow());
        var mapped = new SourceReader(source, schemes, [], address: null).Preview(payload);
        return AnswerOf(file, mapped.Result, mapped.Taken.GetValueOrDefault("customerAddress") ?? "");
    }

    public AskedForm? FindForm(string id) => team.FindForm(id) is { } form ? AskedForm.Of(form, team) : null;

    private ReadAnswer AnswerOf(string file, IntakeResult result, string readFrom) => result switch
    {
        IntakeResult.Ignored(var request, var reason) => AnswerOf(file, request, readFrom) with { WrittenBy = "automatic", Why = [reason], Kind = null, Confidence = null, Probabilities = null, Asks = [] },
        IntakeResult.Refused(var problem) => ReadAnswer.OfRefused(file, problem),
        { Inbound: { } request } => AnswerOf(file, request, readFrom),
        _ => ReadAnswer.OfRefused(file, Problem.Malformed("It asks whether the address is meant, and holds no request.")),
    };

    private ReadAnswer AnswerOf(string file, InboundRequest request, string readFrom) =>
        AnswerOf(file, request, new ReadCustomer(request.Customer.Name, request.Customer.Address, request.Customer.Address.Length > 0 ? readFrom : ""));

    private ReadAnswer AnswerOf(string file, InboundRequest request, ReadCustomer customer)
    {
        var judged = classifier.Classify(request.Subject, request.Text);
        var kind = judged.Kind.ToString().ToLowerInvariant();
        return new ReadAnswer(
            file,
            null,
            request.Subject,
            customer,
            "person",
            request.NeedsPerson is { } needed ? [needed] : [],
            request.Text,
            [],
            [.. request.Attachments.Take(InboundRequest.MaxAttachments).Select(attachment => new ReadAttachment(attachment.Name, attachment.ContentType, attachment.Length))],
            null,
            kind,
            judged.Confidence,
            judged.Probabilities,
            [.. AskReader.Read(models.Current, request.Subject, request.Text).Select(ask => new ReadAsk(ask.Text, KindNames.Of(ask.Kind)))])
        {
            AttachmentsLeftOut = request.AttachmentsLeftOut + Math.Max(0, request.Attachments.Count - InboundRequest.MaxAttachments),
        };
    }
}
