using Microsoft.Extensions.Options;
using Router.Intake.Webhooks.Signatures;
using Router.Teams;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks;

/// <summary>No source of the team file without a usable secret: the app would otherwise start and refuse, or worse accept, everything.</summary>
internal sealed class SourcesOptionsValidator(Team team) : IValidateOptions<SourcesOptions>
{
    private const int MinLength = 16;

    // What App Service hands over where it could not resolve a reference: a text that everybody can guess.
    private const string KeyVaultReference = "@Microsoft.KeyVault(";

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
            yield return $"{setting}Secret is not set: the team file names the webhook source \"{source.Id}\". {Hint(source.Scheme)}";
        }
        else if (Fault(source.Scheme, secrets.Secret) is { } fault)
        {
            yield return $"{setting}Secret {fault}";
        }

        if (!string.IsNullOrEmpty(secrets.PreviousSecret) && Fault(source.Scheme, secrets.PreviousSecret) is { } previousFault)
        {
            yield return $"{setting}PreviousSecret {previousFault}";
        }

        if (source.Scheme == WebhookScheme.Monday && string.IsNullOrEmpty(options.SiteUrl))
        {
            yield return $"Site__Url is not set: Monday's tokens name the address that they are for, {options.AddressOf(source.Id) ?? $"…/api/webhooks/{source.Id}"}.";
        }
    }

    private static string Hint(WebhookScheme scheme) => scheme switch
    {
        WebhookScheme.StandardWebhooks => "Set it to the sender's secret (\"whsec_…\") or public key (\"whpk_…\").",
        WebhookScheme.Slack or WebhookScheme.Monday => "Set it to the signing secret of the app, which its settings show.",
        WebhookScheme.Zendesk => "Set it to the signing secret that the webhook's page in Zendesk shows.",
        _ => "Set it to the secret that the sender was given, of 16 characters or more.",
    };

    private static string? Fault(WebhookScheme scheme, string secret) => scheme switch
    {
        _ when secret.StartsWith(KeyVaultReference, StringComparison.OrdinalIgnoreCase) =>
            "is a Key Vault reference that was not resolved: see that the app's identity may read the vault.",
        WebhookScheme.StandardWebhooks when StandardWebhooksKey.Read(secret) is null =>
            "is no Standard Webhooks secret: use \"whsec_\" and the base64 of 24 to 64 random bytes, or \"whpk_\" and a public key.",
        _ when secret.Length < MinLength => "is too short: use 16 characters or more.",
        _ when char.IsWhiteSpace(secret[0]) || char.IsWhiteSpace(secret[^1]) => "begins or ends with a blank or a line break, which the sender does not have.",
        _ => null,
    };
}
