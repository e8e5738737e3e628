using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Router.Acceptance.Delivery;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>Posts mails, and does what the team does with them on a request's page.</summary>
internal sealed partial class MailDriver(HttpClient client)
{
    /// <summary>Triage knows what becomes of it.</summary>
    public const string Fault = "Since this morning saving a page crashes with error 500 for all of us. It worked yesterday.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What our mail host writes above a mail that it found to be of its sender.</summary>
    public static string ProofOf(string sender) => $"Authentication-Results: {AppRoot.MailHost}; dmarc=pass header.from={sender.Split('@')[1]}";

    public static bool IsClosed(string page) => page.Contains("id=\"closed\"", StringComparison.Ordinal);

    /// <param name="id">The left part of its Message-ID.</param>
    /// <returns>The request that it opens or joins.</returns>
    public async Task<string> PostAsync(string from, string id, string text, string headers)
    {
        var mime = $"{headers}\r\nFrom: <{from}>\r\nTo: support@router.example\r\nMessage-ID: <{id}@forged.example>\r\nSubject: Saving a page\r\n\r\n{text}\r\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/email") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(mime)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppRoot.Secret);
        using var response = await client.SendAsync(request, Token);
        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, answer);
        return (string)JsonNode.Parse(answer)!["id"]!;
    }

    public async Task<string> PageAsync(string id) => WebUtility.HtmlDecode(await client.GetStringAsync(new Uri($"/requests/{id}", UriKind.Relative), Token));

    public async Task CloseAsync(string id)
    {
        await StoppedStepsDriver.UntilAsync(() => PageAsync(id), page => page.Contains($"/requests/{id}/close", StringComparison.Ordinal));
        using var answer = await SendAsync($"/requests/{id}/close", "");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    public async Task SayAsync(string page, string said)
    {
        using var answer = await SendAsync(BeliefAction().Match(page).Groups[1].Value, $"said={said}");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    public async Task<HttpResponseMessage> SendAsync(string path, string form)
    {
        using var plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = client.BaseAddress };
        using var body = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await plain.PostAsync(new Uri(path, UriKind.Relative), body, Token);
    }

    [GeneratedRegex("action=\"(/requests/[0-9a-f]+/mails/[0-9a-f]+/belief)\"")]
    private static partial Regex BeliefAction();
}
