using System.Globalization;
using Router.Intake.Forms;
using Router.Pages.Frame;
using Router.Requests;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

/// <param name="PageId">Random: the same page sent twice with the same words is one request.</param>
internal sealed record FormPageModel(AskedForm Asked, string PageId) : IPageModel
{
    /// <summary>What was sent and refused; null for an empty form.</summary>
    public FormPost? Post { get; init; }

    /// <summary>Why it was refused.</summary>
    public Problem? Problem { get; init; }

    public string Title => Problem is null ? Asked.Form.Title : $"Not sent yet: {Asked.Form.Title}";

    public string Heading => Asked.Form.Title;

    public Section Section => Section.Customer;

    public string Action => $"/forms/{Uri.EscapeDataString(Asked.Id)}";

    public string SimilarPath => $"/api/forms/{Uri.EscapeDataString(Asked.Id)}/similar";

    public string Encoding => Asked.TakesFiles ? FormBody.Multipart : FormBody.UrlEncoded;

    public bool HasTrap => Asked.Fields.All(asked => asked.Field.Name != FormIntake.Honeypot);

    public IReadOnlyList<FieldView> Fields =>
    [
        .. Asked.Fields.Select(asked => new FieldView(
            asked.Field,
            Asked.Fields.FirstOrDefault(other => other.Field.Name == asked.Field.When?.Field)?.Field.Label,
            Post,
            Problem?.Fields.FirstOrDefault(fault => fault.Field == asked.Field.Name) is { } fault ? ErrorOf(asked.Field, fault.Fault) : null)),
    ];

    /// <summary>Files that were sent along and have to be chosen again: a page can't do that for a person.</summary>
    public IEnumerable<string> LostFiles => Post?.Files.Select(file => file.Attachment.Name) ?? [];

    /// <summary>What is wrong with the whole post and with no single field; null where fields are.</summary>
    public string? Notice => Problem switch
    {
        null or { Fields.Count: > 0 } => null,
        { Code: "too-many-requests", RetryAfter: { } wait } => $"Many requests came from you in a short time. Yours is not sent yet; please send it again in {InWords(wait)}.",
        { Status: 413 } => $"What you sent is too large. {Problem.Detail} Please send less or smaller files.",
        { Status: >= 500 } => "We could not take it in at this moment. Nothing you wrote is lost; please send it again in a few seconds.",
        _ => Problem.Detail,
    };

    private static string ErrorOf(FormField field, string fault) => (fault, field.Type) switch
    {
        ("is missing", FieldTypes.Select) => "Please choose one.",
        ("is missing", FieldTypes.File) => "Please choose a file.",
        ("is missing", FieldTypes.Checkbox) => "Please tick this.",
        ("is missing", _) => "Please fill this in.",
        _ => $"This {fault}.",
    };

    private static string InWords(TimeSpan wait) =>
        wait <= TimeSpan.FromMinutes(1) ? "a minute" : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalMinutes)} minutes");
}
