using System.Security.Cryptography;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Shared.Teams;

namespace Router.Pages.Forms;

internal static class FormEndpoint
{
    private const int PageIdLength = 32;

    public static IResult Show(string form, Team team) => team.FindForm(form) is { } found
        ? new PageResult(Slices.Form(new FormPageModel(found, RandomNumberGenerator.GetHexString(PageIdLength, lowercase: true))))
        : ErrorResult.NotFound();
}
