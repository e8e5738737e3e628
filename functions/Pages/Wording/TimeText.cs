using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Router.Pages.Wording;

/// <summary>Times as people read them, in UTC since the server can't know the reader's zone.</summary>
internal static class TimeText
{
    public static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static HtmlString Element(DateTimeOffset at) => Element(at, Minute(at), "minute");

    public static HtmlString DayElement(DateTimeOffset at) => Element(at, Day(at), "day");

    private static HtmlString Element(DateTimeOffset at, string text, string style) =>
        new($"<time class=\"{style}\" datetime=\"{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\">{HtmlEncoder.Default.Encode(text)}</time>");
}
