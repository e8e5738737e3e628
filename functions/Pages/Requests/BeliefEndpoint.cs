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
    public static async Task<IResult> SayAsync(string id, string mail, HttpContext context, BeliefRecorder beliefs, AuditTrail trail)
    {
        if (!RequestId.TryParse(id, out var known) || !mail.All(char.IsAsciiHexDigitLower))
        {
            return ErrorResult.NotFound();
        }

        var form = await FormReader.ReadAsync(context.Request);
        if (QueryValue.Name<DoubtState>(form["said"]) is not { } said)
        {
            return ErrorResult.BeliefInvalid();
        }

        await trail.RecordAsync(context, ActOf(said), $"/requests/{known}", mail);
        return await beliefs.SayAsync(known, mail, said, SignedInPerson.Of(context).Name, context.RequestAborted) ? new SeeOther($"/requests/{known}") : ErrorResult.NotFound();
    }

    private static Act ActOf(DoubtState said) => said switch
    {
        DoubtState.Believed => Act.BelieveMail,
        DoubtState.Rejected => Act.RejectMail,
        _ => Act.HoldMailAgain,
    };
}
