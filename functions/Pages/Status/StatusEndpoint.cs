using System.Security.Cryptography;
using System.Text;
using Router.Operations;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Requests;
using Router.Storage;

namespace Router.Pages.Status;

internal static class StatusEndpoint
{
    public static async Task<IResult> ShowAsync(string id, string token, HttpContext context, PartitionStore partitions, SiteAddress site)
    {
        if (await FindAsync(id, token, partitions, context.RequestAborted) is not var (request, text))
        {
            return ErrorResult.NotFound();
        }

        context.Response.Headers.Vary = "Accept";
        return AcceptHeader.PrefersJson(context.Request)
            ? TypedResults.Json(StatusBody.From(request, site), PagesJsonContext.Default.StatusBody)
            : new PageResult(Slices.Status(StatusPageModel.From(request, text)));
    }

    /// <returns>Null where there is no such request, or the token is not its own.</returns>
    public static async Task<StoredRequest?> FindAsync(string id, string token, PartitionStore partitions, CancellationToken cancellationToken) =>
        RequestId.TryParse(id, out var known) && await partitions.FindRequestAsync(known.Value, cancellationToken) is { } stored && IsTokenOf(stored.Request, token)
            ? stored
            : null;

    /// <summary>In constant time, so that no answer's speed tells how much of a guess is right.</summary>
    private static bool IsTokenOf(Request request, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.StatusToken), Encoding.UTF8.GetBytes(token));
}
