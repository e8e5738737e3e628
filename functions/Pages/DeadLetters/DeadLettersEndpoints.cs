using System.Globalization;
using Router.Access;
using Router.Messaging;
using Router.Messaging.DeadLetters;
using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.DeadLetters;

internal static class DeadLettersEndpoints
{
    private const string Page = "/dead-letters";

    public static async Task<IResult> ShowAsync(HttpContext context, StoppedWork stopped, MailboxStore mailbox, Team team)
    {
        var open = await mailbox.OpenAsync(TimeSpan.Zero, context.RequestAborted);
        return new PageResult(Slices.DeadLetters(new DeadLettersPageModel(
            await stopped.ListAsync(context.RequestAborted), ReplayNotice.Read(context.Request), team, MailNotice.Of(open))));
    }

    /// <summary>One step, those that are ticked, or all that the page lists.</summary>
    public static async Task<IResult> ReplayAsync(HttpContext context, StoppedWork stopped, Replayer replayer, AuditTrail trail)
    {
        var form = await FormReader.ReadAsync(context.Request);
        List<StoppedStepId> chosen = form switch
        {
            _ when form.ContainsKey("all") => [.. (await stopped.ListAsync(context.RequestAborted)).Steps.Select(step => step.Id)],
            _ when form.TryGetValue("only", out var only) => Known(only),
            _ => Known(form["step"]),
        };
        if (chosen.Count > 0)
        {
            await trail.RecordAsync(context, Act.RunAgain, Page, string.Join(' ', chosen));
        }

        var person = SignedInPerson.Of(context).Name;
        var results = await replayer.ReplayAsync(chosen, person, context.RequestAborted);
        return new SeeOther(Page + QueryString.Create(
        [
            Count("replayed", ReplayResult.Replayed),
            Count("done", ReplayResult.NothingToDo),
            Count("failed", ReplayResult.Failed),
        ]));

        KeyValuePair<string, string?> Count(string name, ReplayResult result) =>
            new(name, results.Values.Count(each => each == result).ToString(CultureInfo.InvariantCulture));
    }

    private static List<StoppedStepId> Known(IEnumerable<string?> values) =>
        [.. values.Select(value => StoppedStepId.TryParse(value, out var id) ? id : null).OfType<StoppedStepId>()];
}

/// <summary>What the replay before this page did.</summary>
internal sealed record ReplayNotice(int Replayed, int Done, int Failed)
{
    public string Text => this is { Replayed: 0, Done: 0, Failed: 0 }
        ? "Nothing was chosen, so nothing was replayed."
        : string.Join(' ', Sentences());

    public static ReplayNotice? Read(HttpRequest request) => QueryValue.Count(request, "replayed") is { } replayed
        ? new ReplayNotice(replayed, QueryValue.Count(request, "done") ?? 0, QueryValue.Count(request, "failed") ?? 0)
        : null;

    private IEnumerable<string> Sentences()
    {
        if (Replayed > 0)
        {
            yield return $"{Words.Count(Replayed, "step is", "steps are")} on {(Replayed == 1 ? "its" : "their")} way again.";
        }

        if (Done > 0)
        {
            yield return $"{Words.Count(Done, "step", "steps")} had nothing left to do.";
        }

        if (Failed > 0)
        {
            yield return $"{Words.Count(Failed, "step", "steps")} could not be replayed, since storage or the broker did not answer. Try again in a minute.";
        }
    }
}
