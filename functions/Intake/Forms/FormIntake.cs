using Microsoft.Extensions.Options;
using Router.Shared;
using Router.Shared.Teams;

namespace Router.Intake.Forms;

/// <summary>A post of a form in the team file, as JSON or in either encoding of HTML forms.</summary>
internal sealed class FormIntake(Team team, IOptions<FormsOptions> options)
{
    private const string Json = "application/json";
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data";

    // Hidden from people by the page's stylesheet; only programs fill it.
    private const string Honeypot = "website";

    public IntakeResult Read(string formId, InboundPayload payload)
    {
        if (team.FindForm(formId) is not { } form)
        {
            return Refused(Problem.FormUnknown());
        }

        if (payload.MediaType is not (Json or UrlEncoded or Multipart))
        {
            return Refused(Problem.ContentTypeUnsupported($"{Json}, {UrlEncoded} or {Multipart}"));
        }

        if (payload.Body.Length > options.Value.MaxBytes)
        {
            return Refused(Problem.TooLarge(options.Value.MaxBytes));
        }

        var key = payload.Header(FormOrigin.KeyHeader);
        if (key is not null && !FormOrigin.IsKey(key))
        {
            return Refused(Problem.Malformed($"{FormOrigin.KeyHeader} must be 1 to 255 visible ASCII characters."));
        }

        return Parse(payload) is { } post
            ? Outcome(form, post, key)
            : Refused(Problem.Malformed("The body is not what its content type says, or not in UTF-8."));
    }

    private FormPost? Parse(InboundPayload payload) => payload.MediaType switch
    {
        Json => JsonFormParser.Parse(payload.Body),
        UrlEncoded => UrlEncodedFormParser.Parse(payload.Body),
        _ => MultipartFormParser.Parse(payload.Body, payload.ContentType, options.Value.MaxFiles),
    };

    private IntakeResult Outcome(Form form, FormPost post, string? key)
    {
        if (form.Fields.All(field => field.Name != Honeypot) && post.Value(Honeypot) is not null)
        {
            // Answered like any other post, so that its sender learns nothing.
            var ignored = new InboundRequest(Channel.Form, form.Id, $"ignored:{FormOrigin.ContentHash(post)}", "", "", new Customer("", ""));
            return new IntakeResult.Ignored(ignored, "A program filled the field that people do not see.");
        }

        return FormFieldCheck.Check(form, post, options.Value.MaxFiles) is { } problem
            ? Refused(problem)
            : FormNormalizer.Read(form, post, FormOrigin.Of(post, key));
    }

    private static IntakeResult.Refused Refused(Problem problem) => new(problem);
}
