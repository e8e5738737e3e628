using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Operations;
using Router.Requests;

namespace Router.Pages.Status;

/// <summary>A request's state for programs that hold its status address.</summary>
/// <param name="Kind">"unclear" also while nothing has been decided; Confidence is null then.</param>
/// <param name="Settled">True when nothing more happens by itself.</param>
/// <param name="Place">Where it landed; null before.</param>
/// <param name="Link">Absolute address of the page that shows it there; null before.</param>
internal sealed record StatusBody(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("channel")] string Channel,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("confidence")] double? Confidence,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("settled")] bool Settled,
    [property: JsonPropertyName("place")] string? Place,
    [property: JsonPropertyName("link")] string? Link)
{
    public static StatusBody From(Request request, SiteAddress site) => new(
        request.Id,
        Lower(request.Channel),
        Lower(request.Kind),
        request.Confidence,
        Lower(request.State),
        request.IsSettled,
        request.Landing is { } landing ? Lower(landing.Place) : null,
        request.Landing is { Path: var path } ? site.Of(path) : null);

    private static string Lower<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
