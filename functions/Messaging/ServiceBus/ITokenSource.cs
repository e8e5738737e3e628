namespace Router.Messaging.ServiceBus;

/// <summary>Makes the tokens that are put on a connection before a link attaches.</summary>
internal interface ITokenSource
{
    Task<ServiceBusToken> GetAsync(string audience, CancellationToken cancellationToken);
}

/// <param name="Type">As put-token wants it named.</param>
/// <param name="Value">A secret.</param>
/// <param name="Expires">The broker detaches the links from then on.</param>
internal sealed record ServiceBusToken(string Type, string Value, DateTimeOffset Expires)
{
    public override string ToString() => $"{Type} until {Expires:O}";
}
