using System.Text;
using Router.Intake;
using Router.Teams.Sources;

namespace Router.Reading;

/// <summary>What a saved body is, as no header came with it.</summary>
internal static class MediaTypes
{
    private const string Json = "application/json";
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const string GitHubEvent = "X-GitHub-Event";

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

    /// <summary>GitHub says in a header what its payload is about; in a saved payload the parts tell.</summary>
    public static IReadOnlyDictionary<string, string> WithEvent(WebhookSource source, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        if (!source.Scheme.Equals("GitHub", StringComparison.OrdinalIgnoreCase) || headers.ContainsKey(GitHubEvent))
        {
            return headers;
        }

        using var document = StrictJson.ParseObject(body);
        var about = document?.RootElement.Object("comment") is not null ? "issue_comment" : document?.RootElement.Object("issue") is not null ? "issues" : "ping";
        return new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase) { [GitHubEvent] = about };
    }

    private static bool LooksLikeJson(byte[] body) => body.AsSpan().TrimStart("\u0020\t\r\n\u00EF\u00BB\u00BF"u8) is [(byte)'{' or (byte)'[', ..];
}
