using Router.Access;
using Router.Conversations;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Requests;

namespace Router.Pages.Requests;

/// <summary>A person says of a mail whose sender nothing proves that it is from them, or not, or takes that back.</summary>
internal static class BeliefEndpoint
{
    public static async Task<IResult> SayAsync(string id, string mail, HttpContext context, BeliefRecorder beliefs)
    {
        var form = await FormReader.ReadAsync(context.Request);
        if (QueryValue.Name<DoubtState>(form["said"]) is not { } said)
        {
            return ErrorResult.BeliefInvalid();
        }

        var person = SignedInPerson.Of(context).Name;
        return RequestId.TryParse(id, out var known) && await beliefs.SayAsync(known, mail, said, person, context.RequestAborted)
            ? new SeeOther($"/requests/{known}")
            : ErrorResult.NotFound();
    }
}
