using Router.Intake.Email;
using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Requests;

namespace Router.Pages.Requests;

internal sealed record WholeMailPageModel(Request Request, string MailKey, WholeMail Mail) : IPageModel
{
    public string Title => $"Whole mail: {Words.Subject(Request.Subject)}";

    public Section Section => Section.Requests;

    public bool HasCuts => Mail.Parts.Any(part => part.Reason is not null);

    public static string PathOf(string requestId, string mailKey) => $"/requests/{requestId}/mails/{mailKey}/whole";

    public static string RawPathOf(string requestId, string mailKey) => $"/requests/{requestId}/mails/{mailKey}/raw";

    public string HtmlPath => $"/requests/{Request.Id}/mails/{MailKey}/html";
}
