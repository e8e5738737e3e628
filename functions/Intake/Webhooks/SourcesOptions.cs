using Microsoft.Extensions.Options;
using Router.Shared.Teams;

namespace Router.Intake.Webhooks;

/// <summary>The secrets of the webhook sources, by source id.</summary>
internal sealed class SourcesOptions
{
    public const string Section = "Sources";

    /// <summary>Largest webhook taken in; every vendor's request events are far below.</summary>
    public const int MaxBytes = 5_242_880;

    public Dictionary<string, SourceSecrets> ById { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The secrets to try, the current one first; empty means that nothing can be verified.</summary>
    public IReadOnlyList<string> SecretsOf(string sourceId)
    {
        var secrets = ById.GetValueOrDefault(sourceId) ?? new SourceSecrets(null, null);
        return [.. new[] { secrets.Secret, secrets.PreviousSecret }.Where(secret => !string.IsNullOrEmpty(secret)).Select(secret => secret!)];
    }
}

/// <param name="PreviousSecret">Still accepted while a sender is being moved to the new secret.</param>
internal sealed record SourceSecrets(string? Secret, string? PreviousSecret);

/// <summary>No source of the team file without a usable secret: the app would otherwise start and refuse, or worse accept, everything.</summary>
internal sealed class SourcesOptionsValidator(Team team) : IValidateOptions<SourcesOptions>
{
    private const int MinLength = 16;

    public ValidateOptionsResult Validate(string? name, SourcesOptions options)
    {
        var faults = team.Sources.SelectMany(source => Faults(source, options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(WebhookSource source, SourcesOptions options)
    {
        var secrets = options.ById.GetValueOrDefault(source.Id) ?? new SourceSecrets(null, null);
        var setting = $"{SourcesOptions.Section}__{source.Id}__";
        if (string.IsNullOrEmpty(secrets.Secret))
        {
            yield return $"{setting}Secret is not set: the team file names the webhook source \"{source.Id}\".";
        }
        else if (Fault(source.Scheme, secrets.Secret) is { } fault)
        {
            yield return $"{setting}Secret {fault}";
        }

        if (!string.IsNullOrEmpty(secrets.PreviousSecret) && Fault(source.Scheme, secrets.PreviousSecret) is { } previousFault)
        {
            yield return $"{setting}PreviousSecret {previousFault}";
        }
    }

    private static string? Fault(WebhookScheme scheme, string secret) => scheme switch
    {
        WebhookScheme.StandardWebhooks when StandardWebhooksSecret.Decode(secret) is null =>
            "is no Standard Webhooks secret: use \"whsec_\" and the base64 of 24 to 64 random bytes.",
        _ when secret.Length < MinLength => "is too short: use 16 characters or more.",
        _ => null,
    };
}
