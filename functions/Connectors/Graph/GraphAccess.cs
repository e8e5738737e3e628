using Azure.Core;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Router.Connectors.Graph;

/// <summary>The Graph client with tokens of the app's identity, or the key of a stand-in.</summary>
internal static class GraphAccess
{
    public static readonly TokenRequestContext Scope = new(["https://graph.microsoft.com/.default"]);

    // Longer than a large mail takes, shorter than a message's handling.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(40);

    public static GraphServiceClient ToClient(GraphOptions options, Func<TokenCredential> credential, TimeProvider time)
    {
        // Without the client's own retry handler: ours waits within a deadline and by our clock.
        var wire = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var http = new HttpClient(new GraphRefusals(time, wire)) { Timeout = LongestCall };
        IAuthenticationProvider access = options.IsStandIn
            ? new StandInKey(options.AccessKey!)
            : new BaseBearerTokenAuthenticationProvider(new IdentityTokens(credential()));
        return new GraphServiceClient(http, access, options.GraphUrl);
    }

    private sealed class StandInKey(string key) : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
        {
            request.Headers.Add("Authorization", $"Bearer {key}");
            return Task.CompletedTask;
        }
    }

    private sealed class IdentityTokens(TokenCredential credential) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new(["graph.microsoft.com"]);

        public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            AllowedHostsValidator.IsUrlHostValid(uri) && uri.Scheme == Uri.UriSchemeHttps ? (await credential.GetTokenAsync(Scope, cancellationToken)).Token : "";
    }
}
