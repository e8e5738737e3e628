using Azure.Core;

namespace Router.Messaging.ServiceBus;

/// <summary>Tokens of Microsoft Entra ID for the app's identity. They hold for the whole namespace; the credential keeps them as long as they are good.</summary>
internal sealed class EntraTokens(TokenCredential credential) : ITokenSource
{
    private static readonly TokenRequestContext Scope = new(["https://servicebus.azure.net/.default"]);

    public async Task<ServiceBusToken> GetAsync(string audience, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(Scope, cancellationToken);
        return new ServiceBusToken("jwt", token.Token, token.ExpiresOn);
    }
}
