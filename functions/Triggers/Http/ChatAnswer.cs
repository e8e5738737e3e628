using System.Text.Json.Serialization;
using Router.Intake;
using Router.Operations;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>A chat shows the answer to a command to whoever typed it, and calls anything but 200 a failure of the app.</summary>
internal static class ChatAnswer
{
    public static IResult To(InboundPayload payload, Request kept, SiteAddress site)
    {
        // A shortcut comes as JSON in a form field and wants an empty answer.
        if (payload.Body.AsSpan().StartsWith("payload="u8))
        {
            return TypedResults.Ok();
        }

        var text = kept.State == RequestState.Ignored ? kept.StateReason ?? "" : $"We have your request. Its status: {site.StatusOf(kept)}";
        return TypedResults.Json(new ChatBody("ephemeral", text), TriggersJsonContext.Default.ChatBody);
    }
}

/// <param name="ResponseType">"ephemeral": shown to the one who asked, and to nobody else.</param>
internal sealed record ChatBody([property: JsonPropertyName("response_type")] string ResponseType, string Text);
