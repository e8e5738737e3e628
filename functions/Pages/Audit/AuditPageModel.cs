using System.Globalization;
using Router.Access;
using Router.Pages.Frame;
using Router.Pages.Wording;

namespace Router.Pages.Audit;

/// <param name="Next">Cursor of the page that follows; null where there is none.</param>
/// <param name="IsFirst">False on the pages that follow the first.</param>
internal sealed record AuditPageModel(IReadOnlyList<AuditEntry> Entries, string? Next, bool IsFirst, DateOnly Today) : IPageModel
{
    public string Title => "Audit trail";

    public Section Section => Section.Audit;

    public string Month => Today.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public string NextPath => "/audit" + QueryString.Create("after", Next!);

    public static string ActOf(AuditEntry entry) => QueryValue.Name<Act>(entry.Act) switch
    {
        Act.Decide => "Decided",
        Act.Correct => "Corrected",
        Act.RunAgain => "Ran again",
        Act.Assign => "Assigned",
        Act.Close => "Closed",
        Act.Reopen => "Reopened",
        Act.MarkAsRead => "Marked as read",
        Act.TakeUp => "Took up",
        Act.TakeWholeMail => "Took a mail whole",
        Act.BelieveMail => "Believed a mail",
        Act.RejectMail => "Took a mail for forged",
        Act.HoldMailAgain => "Held a mail again",
        Act.SendMail => "Sent",
        Act.WriteReply => "Wrote a reply",
        Act.TakeReplyBack => "Took a reply back",
        Act.WriteNote => "Wrote a note",
        Act.EditDraft => "Changed a draft",
        Act.DiscardDraft => "Discarded a draft",
        Act.RestoreDraft => "Restored a draft",
        Act.EnableSubscriber => "Enabled",
        Act.SendFactAgain => "Sent a fact again",
        Act.BringModelBack => "Went back to a model",
        _ => entry.Act,
    };

    public static string OnWhat(AuditEntry entry) => entry.On.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["requests", { Length: > 8 } id] => $"Request {id[..8]}",
        ["outbox", { Length: > 8 } partition, _] => $"Mail of {partition[..8]}",
        ["dead-letters"] => "Stopped steps",
        ["subscribers"] => "Subscribers",
        ["model"] => "Model",
        _ => entry.On,
    };
}
