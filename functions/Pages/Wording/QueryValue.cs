using System.Globalization;

namespace Router.Pages.Wording;

/// <summary>Reads a page's query; what makes no sense counts as not given, since filters are no place for error pages.</summary>
internal static class QueryValue
{
    private const int MaxTextLength = 100;

    public static string? Text(HttpRequest request, string name)
    {
        var text = request.Query[name].ToString().Trim();
        return text.Length == 0 ? null : text[..Math.Min(text.Length, MaxTextLength)];
    }

    public static T? Name<T>(HttpRequest request, string name)
        where T : struct, Enum => Name<T>(Text(request, name));

    public static T? Name<T>(string? text)
        where T : struct, Enum =>
        text is not null && text.All(char.IsAsciiLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : null;

    public static int? Count(HttpRequest request, string name) =>
        int.TryParse(Text(request, name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    public static DateOnly? Day(HttpRequest request, string name) =>
        DateOnly.TryParseExact(Text(request, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
