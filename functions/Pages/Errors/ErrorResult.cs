using System.Globalization;
using Router.Access;
using Router.Operations;
using Router.Pages.Frame;
using Router.Requests;

namespace Router.Pages.Errors;

/// <summary>An error as a page, or as problem details (RFC 9457) where the caller asks for JSON.</summary>
internal sealed class ErrorResult(Problem problem, string title, WayOut? wayOut = null) : IResult
{
    private const string RetryAfterSeconds = "5";

    public static ErrorResult NotFound() => new(
        new Problem(404, "page-unknown", "Nothing stands at this address. It may be mistyped, or what it showed was never here."),
        "Page not found");

    public static ErrorResult MethodNotAllowed() => new(Problem.MethodNotAllowed(), "Not in this way");

    public static ErrorResult SignInNotSetUp() => new(
        new Problem(
            403,
            "sign-in-off",
            "This page is for the team, and nothing tells the team from others yet. In Azure: switch on authentication of the Function App (Settings, Authentication, "
            + "add an identity provider, allow unauthenticated requests so that webhooks and forms still arrive). On one machine that only you reach: set Pages__SignIn to Off."),
        "Sign-in is not set up");

    /// <param name="path">Where to come back to.</param>
    public static ErrorResult SignedOut(string path) => new(
        new Problem(403, "signed-out", "This page is for the team. Sign in, at the identity provider that this app uses, and come back."),
        "Sign in first",
        WayOut.SignIn(path));

    public static ErrorResult PrincipalInvalid() => new(
        new Problem(
            403,
            "principal-invalid",
            "What tells this app who you are can't be read: it is malformed, too large, sent twice, or lacks the ids of tenant and account. Sign out and in again. "
            + "If that does not help, give roles by app roles instead of groups, so that there is less of it."),
        "Sign-in can't be read",
        WayOut.SignOut);

    public static ErrorResult NobodyMapped() => new(
        new Problem(
            403,
            "roles-not-set-up",
            "The team file gives nobody a role, so nobody is let in. Whoever runs this app names tenants and roles under \"access\" in the team file."),
        "Roles are not set up",
        WayOut.SignOut);

    public static ErrorResult TenantUnknown() => new(
        new Problem(403, "tenant-unknown", "Your account belongs to an organisation or identity provider that this app does not let in. Sign out, and in again with the account of the team."),
        "Not this account",
        WayOut.SignOut);

    /// <param name="whomToAsk">A person's name and address, or a description.</param>
    public static ErrorResult RoleMissing(string whomToAsk) => new(
        new Problem(403, "role-missing", $"You are signed in, but have no role here. Ask {whomToAsk} for one."),
        "You have no role here",
        WayOut.SignOut);

    /// <param name="whomToAsk">A person's name and address, or a description.</param>
    public static ErrorResult RoleInsufficient(Audience needed, string whomToAsk) => new(
        new Problem(403, "role-insufficient", $"Nothing was done or shown: this needs the role {needed.ToString().ToLowerInvariant()}. Ask {whomToAsk} for it, or to do it."),
        "Your role does not allow this");

    public static ErrorResult NotTheirs() => new(
        new Problem(403, "component-not-yours", "Nothing was done: as an owner you may act on requests about your own components, and this one is about another or about none. Ask an agent."),
        "Not about your component");

    public static ErrorResult CrossSite() => new(
        new Problem(403, "cross-site-request", "The post came from another site's page and was not carried out. Use the buttons on this site."),
        "Refused");

    public static ErrorResult KindInvalid() => new(
        new Problem(400, "kind-invalid", "Nothing was decided: kind must be doing, building or fixing. Go back and use one of the three buttons."),
        "No such kind");

    public static ErrorResult ChoiceInvalid() => new(
        new Problem(400, "choice-invalid", "Nothing was recorded: severity must be low, medium, high, critical or empty, and component one of the team file, none or empty."),
        "No such choice");

    public static ErrorResult MovedMeanwhile() => new(
        new Problem(409, "moved-meanwhile", "Nothing was changed: somebody else has moved this request since you opened it. Go back, reload the page, and look at where it is now."),
        "Moved by somebody else");

    public static ErrorResult TooLate() => new(
        new Problem(409, "mail-on-its-way", "Nothing was changed: the mail is on its way, has left, or another one has taken its place. Reload the page to see where it is."),
        "Too late");

    public static ErrorResult DraftChanged() => new(
        new Problem(409, "draft-changed", "Nothing was changed: somebody else has changed this draft since you opened it. Go back, copy your text, and reload the page."),
        "Changed by somebody else");

    public static ErrorResult DraftInvalid(string why) => new(new Problem(422, "draft-invalid", $"{why} Go back: your text is still in the form."), "Not saved");

    public static ErrorResult PersonInvalid() => new(
        new Problem(400, "person-invalid", "Nothing was changed: nobody of that id is in the team file."),
        "No such person");

    public static ErrorResult RoleInvalid() => new(
        new Problem(400, "role-invalid", "Nothing was changed: the role must be reader, owner, agent or admin."),
        "No such role");

    public static ErrorResult BeliefInvalid() => new(
        new Problem(400, "belief-invalid", "Nothing was recorded: said must be believed, rejected or held."),
        "No such choice");

    public static ErrorResult ModelInvalid() => new(
        new Problem(400, "model-invalid", "Nothing was changed: that model was never in use here, or Triage__ModelPath names the model."),
        "No such model");

    public static ErrorResult MonthInvalid() => new(
        new Problem(400, "month-invalid", "The month must be written like 2026-11."),
        "No such month");

    public static ErrorResult Unavailable() => new(
        new Problem(503, "storage-unavailable", "The storage behind this page does not answer right now. Nothing is lost; load the page again in a few seconds."),
        "Just a moment");

    public static ErrorResult Unexpected() => new(
        new Problem(500, "unexpected", "Something went wrong on our side. It is in the app's log; loading the page again may help."),
        "Something went wrong");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        Refusals.Note(httpContext, problem);
        if (problem.RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds)}");
        }
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return AcceptHeader.PrefersJson(httpContext.Request)
            ? WriteJsonAsync(httpContext.Response)
            : new PageResult(Slices.Error(new ErrorPageModel(problem, title, wayOut)), problem.Status).ExecuteAsync(httpContext);
    }

    private Task WriteJsonAsync(HttpResponse response)
    {
        response.StatusCode = problem.Status;
        return response.WriteAsJsonAsync(
            new ErrorBody(title, problem.Status, problem.Code, problem.Detail), PagesJsonContext.Default.ErrorBody, "application/problem+json");
    }
}

/// <summary>The problem details.</summary>
internal sealed record ErrorBody(string Title, int Status, string Code, string Detail);
