using System.Text;
using Router.Intake;
using Router.Intake.Webhooks.Schemes;

namespace Router.Reading;

/// <summary>What a saved body is, as no header came with it.</summary>
internal static class MediaTypes
{
    private const string Json = "application/json";
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    public static string OfWebhook(byte[] body) => LooksLikeJson(body) ? Json : UrlEncoded;

    public static string OfForm(byte[] body)
    {
        if (LooksLikeJson(body))
        {
            return Json;
        }

        // The first line of a multipart body is its boundary.
        var end = body.AsSpan().IndexOfAny((byte)'\r', (byte)'\n');
        return body.AsSpan().StartsWith("--"u8) && end is > 2 and < 80 ? $"multipart/form-data; boundary=\"{Encoding.ASCII.GetString(body, 2, end - 2)}\"" : UrlEncoded;
    }

    /// <summary>What a sender says in headers only, the parts of a saved payload tell.</summary>
    public static IReadOnlyDictionary<string, string> WithMissing(WebhookScheme scheme, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        if (scheme.MissingHeader is not { } missing || headers.ContainsKey(missing.Name))
        {
            return headers;
        }

        using var document = OutsideJson.ParseObject(body, out _);
        return document is null ? headers : new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase) { [missing.Name] = missing.ValueOf(document.RootElement) };
    }

    private static bool LooksLikeJson(byte[] body) => body.AsSpan().TrimStart("\u0020\t\r\n\u00EF\u00BB\u00BF"u8) is [(byte)'{' or (byte)'[', ..];
}
