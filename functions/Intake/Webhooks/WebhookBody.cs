using System.Buffers;
using System.Text;
using System.Text.Json;
using Router.Intake.Forms;
using Router.Intake.Webhooks.Schemes;

namespace Router.Intake.Webhooks;

/// <summary>A webhook's body as one JSON object, whichever way it was written.</summary>
internal static class WebhookBody
{
    private const string Json = "application/json";
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    /// <summary>What senders call JSON that they put into a form field.</summary>
    private const string PayloadField = "payload";

    /// <summary>Null where the media type is one that the source may send; otherwise what it may.</summary>
    public static string? Unsupported(WebhookScheme scheme, string mediaType)
    {
        return mediaType == Json || (scheme.TakesForms && mediaType == UrlEncoded) || (scheme.TakesAnyJson && mediaType.EndsWith("+json", StringComparison.Ordinal)) ? null
            : scheme.TypeHint is { } hint ? $"{Json} ({hint})"
            : scheme.TakesForms ? $"{Json} or {UrlEncoded}"
            : Json;
    }

    /// <summary>Null where it is not well formed.</summary>
    /// <param name="fault">What is wrong with it, where that is known.</param>
    public static JsonDocument? Read(InboundPayload payload, out string? fault)
    {
        fault = null;
        if (payload.MediaType != UrlEncoded)
        {
            return OutsideJson.ParseObject(payload.Body, out fault);
        }

        var post = UrlEncodedFormParser.Parse(payload.Body);
        if (post.Fields.Count > FormPost.MaxFields || post.Fields.DistinctBy(field => field.Name).Count() != post.Fields.Count)
        {
            return null;
        }

        return post.Fields.FirstOrDefault(field => field.Name == PayloadField) is { } inner
            ? OutsideJson.ParseObject(Encoding.UTF8.GetBytes(inner.Value), out fault)
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
