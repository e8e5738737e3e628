using Microsoft.AspNetCore.Html;
using Router.Requests;

namespace Router.Pages.Wording;

/// <summary>Small labels whose text says what their colour says.</summary>
internal static class Chips
{
    public static HtmlString Of(Request request) => IsClassified(request) ? Of(request.Kind) : Chip("none", "Not classified");

    public static HtmlString Of(RequestKind kind) => kind switch
    {
        RequestKind.Doing => Chip("doing", "Do"),
        RequestKind.Building => Chip("building", "Build"),
        RequestKind.Fixing => Chip("fixing", "Fix"),
        _ => Chip("unclear", "Unclear"),
    };

    public static HtmlString Of(Severity? severity) => severity switch
    {
        Severity.Critical => Chip("critical", "Critical"),
        Severity.High => Chip("high", "High"),
        Severity.Medium => Chip("medium", "Medium"),
        Severity.Low => Chip("low", "Low"),
        _ => Chip("none", "No severity"),
    };

    private static bool IsClassified(Request request) => request.Probabilities is not null || request.DecidedBy is not null;

    private static HtmlString Chip(string style, string text) => new($"<span class=\"chip {style}\">{text}</span>");
}
