using Microsoft.AspNetCore.Http.Features;
using Router.Messaging;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Pages.Guard;
using Router.Pages.Wording;
using Router.Shared;
using Router.Shared.Teams;
using Router.Storage;
using Router.Triage;

namespace Router.Pages.Requests;

internal static class RequestsEndpoints
{
    public static async Task<IResult> ListAsync(HttpContext context, ViewStore views, Team team)
    {
        var filter = RequestFilter.Read(context.Request);
        var after = RequestListing.ReadCursor(context.Request.Query["after"]);
        var listing = await RequestListing.ReadAsync(views.RequestsAsync(filter.Kind, filter.State, context.RequestAborted, after), filter);
        return new PageResult(Slices.RequestList(new RequestListModel(listing, filter, after is null, team)));
    }

    public static async Task<IResult> ShowAsync(string id, HttpContext context, PartitionStore partitions, Team team)
    {
        if (!RequestId.TryParse(id, out var known) || await partitions.LoadAsync(known.Value, context.RequestAborted) is not { Request: { } request } partition)
        {
            return ErrorResult.NotFound();
        }

        return new PageResult(Slices.Request(new RequestPageModel(request, partition, team)));
    }

    public static async Task<IResult> DecideAsync(string id, HttpContext context, DecisionRecorder decisions)
    {
        if (!RequestId.TryParse(id, out var known))
        {
            return ErrorResult.NotFound();
        }

        if (await ReadKindAsync(context.Request) is not { } kind)
        {
            return ErrorResult.KindInvalid();
        }

        return await decisions.DecideAsync(known, kind, PersonOf(context), context.RequestAborted) == DecisionResult.Unknown
            ? ErrorResult.NotFound()
            : new SeeOther($"/requests/{known}");
    }

    public static async Task<IResult> ReplayAsync(string id, HttpContext context, ParkingLot parked)
    {
        if (!RequestId.TryParse(id, out var known))
        {
            return ErrorResult.NotFound();
        }

        await parked.ReplayAsync(known, PersonOf(context), context.RequestAborted);
        return new SeeOther($"/requests/{known}");
    }

    private static async Task<RequestKind?> ReadKindAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return QueryValue.Name<RequestKind>(form["kind"]) is { } kind && kind != RequestKind.Unclear ? kind : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string PersonOf(HttpContext context) => context.Features.GetRequiredFeature<SignInResult.SignedIn>().Person;
}
