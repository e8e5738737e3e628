using System.Buffers;
using System.Text;
using System.Text.Json;
using Router.Intake.Forms;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks;

/// <summary>A webhook's body as one JSON object, whichever way it was written.</summary>
internal static class WebhookBody
{
    private const string Json = "application/json";
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    /// <summary>Slack's name for JSON in a form field.</summary>
    private const string PayloadField = "payload";

    /// <summary>Null where the media type is one that the source may send; otherwise what it may.</summary>
    public static string? Unsupported(WebhookScheme scheme, string mediaType)
    {
        var mayBeForm = scheme is WebhookScheme.Slack or WebhookScheme.Hmac or WebhookScheme.SharedSecret;
        var mayBeAnyJson = scheme is WebhookScheme.Hmac or WebhookScheme.SharedSecret;
        return mediaType == Json || (mayBeForm && mediaType == UrlEncoded) || (mayBeAnyJson && mediaType.EndsWith("+json", StringComparison.Ordinal)) ? null
            : scheme == WebhookScheme.GitHub ? $"{Json} (choose it in the webhook's settings at GitHub)"
            : mayBeForm ? $"{Json} or {UrlEncoded}"
            : Json;
    }

    /// <summary>Null where it is not well formed.</summary>
    public static JsonDocument? Read(InboundPayload payload)
    {
        if (payload.MediaType != UrlEncoded)
        {
            return StrictJson.ParseObject(payload.Body);
        }

        if (UrlEncodedFormParser.Parse(payload.Body) is not { } post || post.Fields.Count > FormPost.MaxFields || post.Fields.DistinctBy(field => field.Name).Count() != post.Fields.Count)
        {
            return null;
        }

        return post.Fields.FirstOrDefault(field => field.Name == PayloadField) is { } inner
            ? StrictJson.ParseObject(Encoding.UTF8.GetBytes(inner.Value))
            : Written(post.Fields);
    }

    private static JsonDocument Written(IReadOnlyList<SentField> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in fields)
            {
                writer.WriteString(field.Name, field.Value);
            }

            writer.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }
}
