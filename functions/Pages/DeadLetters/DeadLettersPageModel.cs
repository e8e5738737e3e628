using Router.Messaging.DeadLetters;
using Router.Pages.Frame;
using Router.Teams;

namespace Router.Pages.DeadLetters;

/// <summary>Steps that failed for good: parked by us, or put aside by the broker.</summary>
/// <param name="Notice">What a replay did; null when the page is only looked at.</param>
/// <param name="Mails">What waits in the support mailbox; null where nothing does.</param>
internal sealed record DeadLettersPageModel(StoppedSteps Stopped, ReplayNotice? Notice, Team Team, MailNotice? Mails = null) : IPageModel
{
    // A form may hold 1,024 values.
    private const int MaxShown = 500;

    public string Title => "Dead letters";

    public Section Section => Section.DeadLetters;

    public IEnumerable<StoppedStep> Shown => Stopped.Steps.OrderByDescending(step => step.At).Take(MaxShown);

    public bool IsCutShort => Stopped.IsCutShort || Stopped.Steps.Count > MaxShown;

    public EmptyState Empty => EmptyState.Of(
        "Nothing has stopped. When a step keeps failing, it waits here with the reason, and a click runs it again.", Team);

    public static string NameOf(StoppedStep step) => (step.Message, step.Request) switch
    {
        (null, _) => $"No message of ours, queue {step.Queue}",
        (var message, null) => message,
        var (message, request) => $"{message} of request {request[..8]}",
    };
}
