using Microsoft.Extensions.Options;
using Router.Teams;

namespace Router.Connectors.Zendesk;

/// <summary>Our access to the Zendesk accounts behind webhook sources, by source id; without it replies stay in the outbox.</summary>
internal sealed class ZendeskOptions
{
    public const string Section = "Zendesk";

    public Dictionary<string, ZendeskAccess> ById { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>One account; a class and no record, so that nothing writes its secrets by accident.</summary>
internal sealed class ZendeskAccess
{
    /// <summary>For example "acme" of https://acme.zendesk.com.</summary>
    public string? Subdomain { get; init; }

    /// <summary>The agent whose API token it is; with an OAuth token it only tells our own comments from others.</summary>
    public string? Email { get; init; }

    public string? ApiToken { get; init; }

    public string? OAuthToken { get; init; }

    /// <summary>True adds one internal note when a request lands.</summary>
    public string? InternalNote { get; init; }

    /// <summary>A stand-in on this machine instead of Zendesk.</summary>
    public string? StandInUrl { get; init; }

    public Uri Url => new(string.IsNullOrEmpty(StandInUrl) ? $"https://{Subdomain}.zendesk.com" : StandInUrl);

    public bool WantsNote => bool.TryParse(InternalNote, out var wanted) && wanted;
}

/// <summary>Says at start what is missing, and never what was given for a secret.</summary>
internal sealed class ZendeskOptionsValidator(Team team) : IValidateOptions<ZendeskOptions>
{
    private const int MaxTokenLength = 512;
    private const int MaxSubdomainLength = 63;

    public ValidateOptionsResult Validate(string? name, ZendeskOptions options)
    {
        var faults = options.ById.SelectMany(access => Faults($"{ZendeskOptions.Section}__{access.Key}", access.Key, access.Value)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(string setting, string source, ZendeskAccess access)
    {
        if (team.Sources.FirstOrDefault(known => known.Id.Equals(source, StringComparison.OrdinalIgnoreCase)) is not { Scheme: ZendeskWebhooks.Name })
        {
            yield return $"{setting}: the team file has no source \"{source}\" of the scheme Zendesk.";
        }

        if (AddressFault(setting, access) is { } wrongAddress)
        {
            yield return wrongAddress;
        }

        if (string.IsNullOrEmpty(access.ApiToken) == string.IsNullOrEmpty(access.OAuthToken))
        {
            yield return $"Set either {setting}__ApiToken (with {setting}__Email) or {setting}__OAuthToken.";
        }

        if (!IsToken(access.ApiToken) || !IsToken(access.OAuthToken))
        {
            yield return $"{setting}: a token is at most {MaxTokenLength} visible ASCII characters without spaces.";
        }

        if (!string.IsNullOrEmpty(access.ApiToken) && !IsAddress(access.Email))
        {
            yield return $"Set {setting}__Email to the address of the agent whose API token it is.";
        }

        if (!string.IsNullOrEmpty(access.InternalNote) && !bool.TryParse(access.InternalNote, out _))
        {
            yield return $"{setting}__InternalNote must be true or false.";
        }
    }

    private static string? AddressFault(string setting, ZendeskAccess access) => string.IsNullOrEmpty(access.StandInUrl)
        ? IsSubdomain(access.Subdomain) ? null : $"Set {setting}__Subdomain to the first part of your Zendesk address: \"acme\" of https://acme.zendesk.com."
        : Uri.TryCreate(access.StandInUrl, UriKind.Absolute, out var url) && url.IsLoopback && url.Scheme == Uri.UriSchemeHttp && url.AbsolutePath == "/" && url.UserInfo.Length == 0
            ? null
            : $"{setting}__StandInUrl must be left out, or name a stand-in on this machine (http://127.0.0.1:…); tokens go nowhere else.";

    private static bool IsSubdomain(string? text) =>
        text is { Length: > 0 and <= MaxSubdomainLength } && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') && text[0] != '-' && text[^1] != '-';

    private static bool IsToken(string? text) => string.IsNullOrEmpty(text) || (text.Length <= MaxTokenLength && text.All(character => character is > ' ' and <= '~'));

    private static bool IsAddress(string? text) =>
        text is { Length: <= 320 } && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1 && text.All(character => character is > ' ' and <= '~' and not ':');
}
