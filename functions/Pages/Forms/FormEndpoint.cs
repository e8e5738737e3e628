using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Pages.Status;
using Router.Storage;
using Router.Teams;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

internal static class FormEndpoint
{
    public static PageResult List(Team team) => new(Slices.Contents(new ContentsModel(
        "Forms", "There is no form here yet.", [.. team.Forms.Select(form => ($"/forms/{Uri.EscapeDataString(form.Id)}", form.Title))])));

    public static IResult Show(string form, FormCatalog forms) => forms.Find(form) is { } found ? new FormPageResult(found) : ErrorResult.NotFound();

    /// <summary>Where a browser is led after its post.</summary>
    public static string ThanksPathOf(AskedForm form, string requestId, string token) => $"/forms/{Uri.EscapeDataString(form.Id)}/thanks/{requestId}/{token}";

    public static async Task<IResult> ThankAsync(string form, string id, string token, HttpContext context, FormCatalog forms, PartitionStore partitions, Team team) =>
        forms.Find(form) is { } found && await StatusEndpoint.FindAsync(id, token, partitions, context.RequestAborted) is { Request: { } request }
            ? new PageResult(Slices.Thanks(new ThanksPageModel(found.Form, request, team.Promise)))
            : ErrorResult.NotFound();
}
