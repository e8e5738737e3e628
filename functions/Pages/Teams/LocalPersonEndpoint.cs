using Microsoft.Extensions.Options;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Pages.Guard;
using Router.Pages.Wording;
using Router.Teams;

namespace Router.Pages.Teams;

/// <summary>Tries another role, where nobody signs in.</summary>
internal static class LocalPersonEndpoint
{
    public static async Task<IResult> ChooseAsync(HttpContext context, IOptions<PagesOptions> options, Team team)
    {
        if (options.Value.SignIn != SignInMode.Off)
        {
            return ErrorResult.NotFound();
        }

        var form = await FormReader.ReadAsync(context.Request);
        if (QueryValue.Name<Role>(form["role"]) is not { } role)
        {
            return ErrorResult.RoleInvalid();
        }

        LocalPerson.Choose(context.Response.Cookies, role, team.FindPerson(form["person"])?.Id);
        return new SeeOther("/team");
    }
}
