using Microsoft.Extensions.Options;
using Router.Requests;

namespace Router.Operations;

/// <summary>Makes links that leave the app: in answers and in mails.</summary>
internal sealed class SiteAddress(IOptions<SiteOptions> options)
{
    private readonly string url = options.Value.Url!.TrimEnd('/');

    public string Of(string path) => url + path;

    public string StatusOf(Request request) => Of(StatusPathOf(request));

    /// <summary>The customer's own view; its token is unguessable.</summary>
    public static string StatusPathOf(Request request) => $"/status/{request.Id}/{request.StatusToken}";
}
