using System.Text.Json;
using Microsoft.Extensions.Options;
using Router.Shared;
using Router.Shared.Teams;

namespace Router.Intake.Webhooks;

/// <summary>A webhook of a source in the team file: signature first, then JSON, then the source's own shape.</summary>
internal sealed class WebhookIntake(Team team, IOptions<SourcesOptions> options)
{
    private const string Json = "application/json";

    public IntakeResult Read(string sourceId, InboundPayload payload)
    {
        if (team.FindSource(sourceId) is not { } source)
        {
            return Refused(Problem.SourceUnknown());
        }

        if (payload.MediaType != Json)
        {
            return Refused(Problem.ContentTypeUnsupported(source.Scheme == WebhookScheme.GitHub ? $"{Json} (choose it in the webhook's settings at GitHub)" : Json));
        }

        if (payload.Body.Length > SourcesOptions.MaxBytes)
        {
            return Refused(Problem.TooLarge(SourcesOptions.MaxBytes));
        }

        if (Verify(source, payload) is { } problem)
        {
            return Refused(problem);
        }

        using var document = StrictJson.ParseObject(payload.Body);
        return document is null
            ? Refused(Problem.Malformed($"Send one JSON object in UTF-8, without doubled keys and at most {StrictJson.MaxDepth} levels deep."))
            : Normalize(source, payload, document.RootElement);
    }

    private Problem? Verify(WebhookSource source, InboundPayload payload)
    {
        var secrets = options.Value.SecretsOf(source.Id);
        var verdict = source.Scheme switch
        {
            WebhookScheme.StandardWebhooks => StandardWebhooksVerifier.Verify(payload, secrets),
            WebhookScheme.GitHub => GitHubVerifier.Verify(payload, secrets),
            WebhookScheme.Zendesk => ZendeskVerifier.Verify(payload, secrets),
            WebhookScheme.Typeform => TypeformVerifier.Verify(payload, secrets),
            _ => SignatureVerdict.Invalid,
        };
        return verdict switch
        {
            SignatureVerdict.Valid => null,
            SignatureVerdict.Missing => Problem.SignatureMissing("The signature headers of this source are missing."),
            SignatureVerdict.Stale => Problem.SignatureInvalid("The signed time is more than 300 seconds from ours. Sign again, and check the clock."),
            _ => Problem.SignatureInvalid("The signature does not fit the body. Check the secret, and that nothing changes the body on its way."),
        };
    }

    private static IntakeResult Normalize(WebhookSource source, InboundPayload payload, JsonElement root) => source.Scheme switch
    {
        WebhookScheme.GitHub => GitHubNormalizer.Read(source.Id, payload, root),
        WebhookScheme.Zendesk => ZendeskNormalizer.Read(source.Id, payload, root),
        WebhookScheme.Typeform => TypeformNormalizer.Read(source.Id, payload, root),
        _ => StandardNormalizer.Read(source.Id, payload, root),
    };

    private static IntakeResult.Refused Refused(Problem problem) => new(problem);
}
