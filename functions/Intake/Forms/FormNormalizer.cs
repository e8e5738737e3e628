using Router.Requests;
using Router.Teams.Forms;

namespace Router.Intake.Forms;

/// <summary>Five field names carry meaning; every other field is a detail.</summary>
internal static class FormNormalizer
{
    private const string Subject = "subject";
    private const string Message = "message";
    private const string Name = "name";
    private const string Email = "email";
    private const string Component = "component";
    private const int MaxNameLength = 128;

    private static readonly string[] NotDetails = [Subject, Message, Name, Email, Component, FormOrigin.PageField, FormIntake.Honeypot];

    public static IntakeResult Read(AskedForm form, FormPost post, string? key)
    {
        var subject = OutsideText.Line(post.Value(Subject), InboundRequest.MaxSubjectLength);
        var text = OutsideText.Block(post.Value(Message), InboundRequest.MaxTextLength);
        if (subject.Length + text.Length == 0)
        {
            return new IntakeResult.Refused(Problem.FieldInvalid($"{Message} is missing."));
        }

        var address = post.Value(Email) ?? "";
        if (address.Length > 0 && !MailAddress.IsValid(address))
        {
            return new IntakeResult.Refused(Problem.FieldInvalid($"{Email} is no mail address."));
        }

        var component = OutsideText.Line(post.Value(Component), DetailList.MaxNameLength);
        var customer = new Customer(address, OutsideText.Line(post.Value(Name), MaxNameLength));
        var words = text.Length > 0 ? text : subject;
        return new IntakeResult.Accepted(new InboundRequest(Channel.Form, form.Id, FormOrigin.Of(post, key), subject.Length > 0 ? subject : SubjectLine.From(text), words, customer)
        {
            ProductArea = component.Length > 0 ? component : null,
            Details = Details(post),
            // Under a key of the sender's own, another body is another request, whatever differs.
            Fingerprint = key is null ? null : FormOrigin.ContentHash(post),
            Remark = RemarkOf(form, post),
            Attachments = [.. post.Files.Select(file => file.Attachment)],
        });
    }

    // Names of the form's fields only, never what the sender wrote.
    private static string? RemarkOf(AskedForm form, FormPost post)
    {
        var unlisted = form.Fields.Where(asked => FieldValue.IsUnlisted(asked, post.Values(asked.Field.Name))).Select(asked => asked.Field.Name).ToList();
        return unlisted.Count == 0 ? null : $"What was chosen for {string.Join(", ", unlisted)} is none of what the form offers.";
    }

    private static IReadOnlyDictionary<string, string> Details(FormPost post)
    {
        var details = new DetailList();
        foreach (var name in post.Fields.Select(field => field.Name).Distinct().Except(NotDetails))
        {
            details.Add(name, post.Value(name));
        }

        return details.Values;
    }
}
