namespace Router.Pages.Errors;

/// <summary>A link to App Service's own addresses for signing in and out.</summary>
internal sealed record WayOut(string Path, string Text)
{
    public const string SignOutPath = "/.auth/logout";
    private const string SignInPath = "/.auth/login/aad";

    public static WayOut SignOut { get; } = new(SignOutPath, "Sign out");

    /// <param name="path">Where to come back to, on this site.</param>
    public static WayOut SignIn(string path) => new(SignInPath + QueryString.Create("post_login_redirect_uri", path), "Sign in");
}
