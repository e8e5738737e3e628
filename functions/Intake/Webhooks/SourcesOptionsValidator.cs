using Microsoft.Extensions.Options;
using Router.Intake.Webhooks.Schemes;
using Router.Teams;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks;

/// <summary>No source of the team file without a usable secret: the app would otherwise start and refuse, or worse accept, everything.</summary>
internal sealed class SourcesOptionsValidator(Team team, WebhookSchemes schemes) : IValidateOptions<SourcesOptions>
{
    private const int MinLength = 16;

    // What App Service hands over where it could not resolve a reference: a text that everybody can guess.
    private const string KeyVaultReference = "@Microsoft.KeyVault(";

    public ValidateOptionsResult Validate(string? name, SourcesOptions options)
    {
        var faults = team.Sources.SelectMany(source => Faults(source, schemes.Of(source), options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(WebhookSource source, WebhookScheme scheme, SourcesOptions options)
    {
        var secrets = options.ById.GetValueOrDefault(source.Id) ?? new SourceSecrets(null, null);
        var setting = $"{SourcesOptions.Section}__{source.Id}__";
        if (string.IsNullOrEmpty(secrets.Secret))
        {
            yield return $"{setting}Secret is not set: the team file names the webhook source \"{source.Id}\". {scheme.SecretHint}";
        }
        else if (Fault(scheme, secrets.Secret) is { } fault)
        {
            yield return $"{setting}Secret {fault}";
        }

        if (!string.IsNullOrEmpty(secrets.PreviousSecret) && Fault(scheme, secrets.PreviousSecret) is { } previousFault)
        {
            yield return $"{setting}PreviousSecret {previousFault}";
        }

        if (scheme.SignsAddress && string.IsNullOrEmpty(options.SiteUrl))
        {
            yield return $"Site__Url is not set: what {scheme.Name} sends names the address that it is for, {options.AddressOf(source.Id) ?? $"…/api/webhooks/{source.Id}"}.";
        }
    }

    private static string? Fault(WebhookScheme scheme, string secret) => secret switch
    {
        _ when secret.StartsWith(KeyVaultReference, StringComparison.OrdinalIgnoreCase) =>
            "is a Key Vault reference that was not resolved: see that the app's identity may read the vault.",
        _ when scheme.SecretFault(secret) is { } wrong => wrong,
        _ when secret.Length < MinLength => "is too short: use 16 characters or more.",
        _ when char.IsWhiteSpace(secret[0]) || char.IsWhiteSpace(secret[^1]) => "begins or ends with a blank or a line break, which the sender does not have.",
        _ => null,
    };
}
