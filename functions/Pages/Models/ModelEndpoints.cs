using Microsoft.Extensions.Options;
using Router.Access;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Storage;
using Router.Teams;
using Router.Triage;
using Router.Triage.Learning;
using Router.Triage.SecondOpinions;

namespace Router.Pages.Models;

internal static class ModelEndpoints
{
    private const string Page = "/model";
    private const int MostRequests = 5_000;
    private const int DaysShown = 56;

    public static async Task<IResult> ShowAsync(
        HttpContext context, ModelFollower follower, ModelInUse models, IOptions<TriageOptions> options, IOptions<SecondOpinionOptions> opinions, ViewStore views, Team team, TimeProvider time)
    {
        var ledger = (await follower.LookAsync(context.RequestAborted)).Ledger;
        var first = CorrectionWeek.FirstDayOf(time.GetUtcNow().AddDays(-DaysShown));
        var requests = await views.RequestsAsync(null, null, context.RequestAborted)
            .TakeWhile(request => CorrectionWeek.FirstDayOf(request.ReceivedAt) > first).Take(MostRequests).ToListAsync(context.RequestAborted);
        return new PageResult(Slices.Model(new ModelPageModel(
            ledger, models, options.Value, CorrectionWeek.Count(requests), requests.Count == MostRequests, team)
        {
            Opinions = opinions.Value.IsOn ? OpinionUse.Count(requests, opinions.Value) : null,
        }));
    }

    /// <summary>The field model names one that was in use before; empty for the shipped one.</summary>
    public static async Task<IResult> GoBackAsync(HttpContext context, WayBack back, AuditTrail trail)
    {
        var form = await FormReader.ReadAsync(context.Request);
        if (!form.TryGetValue("model", out var model))
        {
            return ErrorResult.ModelInvalid();
        }

        var name = model.ToString() is { Length: > 0 } named ? named : null;
        return await back.GoAsync(name, SignedInPerson.Of(context).Name, () => trail.RecordAsync(context, Act.BringModelBack, Page, name ?? ""), context.RequestAborted)
            ? new SeeOther(Page)
            : ErrorResult.ModelInvalid();
    }
}
