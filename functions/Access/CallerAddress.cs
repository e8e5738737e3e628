using Router.Intake;

namespace Router.Access;

/// <summary>Where a request comes from, as Azure's front end tells.</summary>
internal sealed class CallerAddress(SenderNetworks networks)
{
    public const string Unknown = "unknown";

    public string Of(HttpRequest request) => networks.LastHop(request.Headers[SenderNetworks.Header])?.ToString() ?? Unknown;
}
