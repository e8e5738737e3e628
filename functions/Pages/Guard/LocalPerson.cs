using Router.Access;
using Router.Pages.Wording;
using Router.Teams;

namespace Router.Pages.Guard;

/// <summary>Who is at the keyboard where nobody signs in: an admin, unless a person or a role is being tried. A cookie holds the choice; it could only take rights away.</summary>
internal sealed class LocalPerson(Team team)
{
    public const string Name = "local user";
    private const string Cookie = "router-local-person";
    private const char Separator = '.';

    public SignedInPerson Of(IRequestCookieCollection cookies)
    {
        var (role, id) = cookies[Cookie]?.Split(Separator, 2) switch
        {
            [var chosen, var person] => (chosen, person),
            _ => ("", ""),
        };
        var entry = team.FindPerson(id);
        return new SignedInPerson(SignedInPerson.Local, entry?.Name ?? Name, new HashSet<Role> { QueryValue.Name<Role>(role) ?? Role.Admin }, entry, team);
    }

    /// <param name="personId">Of the team file; null for nobody in particular.</param>
    public static void Choose(IResponseCookies cookies, Role role, string? personId) => cookies.Append(
        Cookie, $"{role}{Separator}{personId}", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
}
