using Router.Pages.Frame;
using Router.Shared.Teams;

namespace Router.Pages.Forms;

/// <param name="PageId">Random: the same page sent twice with the same words is one request.</param>
internal sealed record FormPageModel(Form Form, string PageId) : IPageModel
{
    public string Title => Form.Title;

    public Section Section => Section.Customer;

    public string Action => $"/api/forms/{Uri.EscapeDataString(Form.Id)}";

    /// <summary>What browsers may fill in by themselves.</summary>
    public static string? AutocompleteOf(FormField field) => field.Name switch
    {
        "name" => "name",
        "email" => "email",
        _ => null,
    };

    public static int MaxLengthOf(FormField field) => field.Type == "textarea" ? 30_000 : 256;
}
