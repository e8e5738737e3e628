using Microsoft.Extensions.Options;
using Router.Intake.Bodies;
using Router.Requests;
using Router.Teams.Forms;

namespace Router.Intake.Forms;

/// <summary>A post of a form in the team file, as JSON or in either encoding of HTML forms.</summary>
internal sealed class FormIntake(IOptions<FormsOptions> options)
{
    /// <summary>Hidden from people by the page's stylesheet. Its name is none that browsers and password managers know, as they fill in hidden fields too.</summary>
    public const string Honeypot = "_leave_empty";

    private const string Caught = "It waits for a person: the field that people do not see was filled in, by a program or by a browser.";

    /// <summary>Why a post is refused before its body is read; null where it is read.</summary>
    public Problem? Refusal(string? contentType, string? key, long? length)
    {
        var mediaType = FormBody.MediaTypeOf(contentType);
        if (mediaType is not (FormBody.Json or FormBody.UrlEncoded or FormBody.Multipart))
        {
            return Problem.ContentTypeUnsupported($"{FormBody.Json}, {FormBody.UrlEncoded} or {FormBody.Multipart}");
        }

        if (length > LimitOf(mediaType))
        {
            return Problem.TooLarge(LimitOf(mediaType));
        }

        return key is not null && !FormOrigin.IsKey(key) ? Problem.Malformed($"{FormOrigin.KeyHeader} must be 1 to 255 visible ASCII characters.") : null;
    }

    public async Task<FormReading> ReadAsync(AskedForm form, FormBody body, CancellationToken cancellationToken)
    {
        if (Refusal(body.ContentType, body.Key, null) is { } refusal)
        {
            return Refused(refusal);
        }

        if (body.MediaType == FormBody.Multipart)
        {
            var (parts, problem) = await MultipartFormParser.ReadAsync(body, options.Value, cancellationToken);
            return parts is null ? Refused(problem ?? Malformed()) : new FormReading(Outcome(form, parts, body.Key), parts, FormManifest.Write(parts), FormBody.Json);
        }

        if (await BoundedBytes.ReadAsync(body.Content, options.Value.MaxBytes, body.Memory, cancellationToken) is not { } bytes)
        {
            return Refused(Problem.TooLarge(options.Value.MaxBytes));
        }

        var post = body.MediaType == FormBody.Json ? JsonFormParser.Parse(bytes) : UrlEncodedFormParser.Parse(bytes);
        return post is null ? Refused(Malformed()) : new FormReading(Outcome(form, post, body.Key), post, bytes, body.ContentType);
    }

    private long LimitOf(string mediaType) => mediaType == FormBody.Multipart ? options.Value.MaxUploadBytes : options.Value.MaxBytes;

    private IntakeResult Outcome(AskedForm form, FormPost post, string? key)
    {
        if (FormFieldCheck.Check(form, post, options.Value.MaxFiles) is { } problem)
        {
            return new IntakeResult.Refused(problem);
        }

        // Answered like any other post, so that its sender learns nothing, and kept, as a browser can have done it.
        var result = FormNormalizer.Read(form, post, key);
        return post.Value(Honeypot) is not null && result is IntakeResult.Accepted(var request)
            ? new IntakeResult.Accepted(request with { NeedsPerson = Caught, NoAutomaticReply = Caught })
            : result;
    }

    private static Problem Malformed() => Problem.Malformed("The body is not what its content type says, or not in UTF-8.");

    private static FormReading Refused(Problem problem) => new(new IntakeResult.Refused(problem));
}
