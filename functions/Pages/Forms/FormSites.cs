using Microsoft.Extensions.Primitives;
using Router.Pages.Guard;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

/// <summary>Which sites' pages may post a form or search for it from a browser: ours, and those that the form names.</summary>
internal sealed class FormSites(SameOriginCheck sameOrigin)
{
    /// <summary>A program that says nothing of where it posts from has nobody's browser to abuse.</summary>
    public bool Allows(HttpRequest request, AskedForm form) => sameOrigin.IsFromOwnPage(request) || IsNamed(form, SameOriginCheck.SiteOf(request));

    /// <summary>Tells a browser that the page of a named site may read the answer.</summary>
    /// <returns>Whether it may.</returns>
    public static bool Announce(HttpContext context, AskedForm form)
    {
        var headers = context.Response.Headers;
        headers.Append("Vary", "Origin");
        if (!IsNamed(form, context.Request.Headers.Origin))
        {
            return false;
        }

        headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        headers.AccessControlExposeHeaders = "Retry-After";
        return true;
    }

    private static bool IsNamed(AskedForm form, StringValues origin) => origin.Count == 1 && form.Form.AllowedOrigins.Contains(origin[0], StringComparer.Ordinal);
}
