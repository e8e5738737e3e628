using System.Net;
using Microsoft.Extensions.Options;
using Router.Intake;
using Router.Intake.Forms;

namespace Router.Access;

/// <summary>Where a request comes from, as Azure's front end gives it: the last hop, as all before it is what the caller wrote.</summary>
internal sealed class CallerAddress(IOptions<FormsOptions> options)
{
    public const string Unknown = "unknown";

    public string Of(HttpRequest request)
    {
        var hop = request.Headers[SenderNetworks.Header] is { Count: > 0 } hops && options.Value.ForwardedFor == ForwardedFor.LastHop ? hops[^1]!.Split(',')[^1].Trim() : "";
        return IPAddress.TryParse(hop, out var address) ? address.ToString()
            : IPEndPoint.TryParse(hop, out var endpoint) ? endpoint.Address.ToString()
            : Unknown;
    }
}
