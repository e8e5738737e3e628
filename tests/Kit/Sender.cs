using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Router.Kit;

/// <summary>A sender as the world has them: it keeps its own id and sends again until it is answered.</summary>
internal sealed class Sender(HttpClient client)
{
    public static readonly IReadOnlyList<string> Channels = ["email", "form", "webhook"];

    /// <summary>Sends until 202 and returns the request's id.</summary>
    public async Task<string> SendUntilAcknowledgedAsync(string channel, string key, string subject, string text, TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                using var request = Make(channel, key, subject, text);
                using var response = await client.SendAsync(request, limit.Token);
                if (response.StatusCode == HttpStatusCode.Accepted)
                {
                    var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token))!;
                    return (string)body["id"]!;
                }

                // 409: the same post is still being taken in; a sender comes back for its answer.
                if ((int)response.StatusCode is >= 400 and < 500 and not (int)HttpStatusCode.Conflict)
                {
                    throw new InvalidOperationException($"{channel} refused: {await response.Content.ReadAsStringAsync(limit.Token)}");
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
            {
                // The app died under the call, or took too long; a sender tries again.
            }

            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Posts a page's form until it is answered as done, as a person does whose page did not come: 409 says that the first try was.</summary>
    public async Task PostUntilDoneAsync(string path, TimeSpan atMost, params (string Name, string Value)[] fields)
    {
        using var limit = new CancellationTokenSource(atMost);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                using var form = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value));
                using var response = await client.PostAsync(path, form, limit.Token);
                if (response.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.OK or HttpStatusCode.Conflict)
                {
                    return;
                }

                if ((int)response.StatusCode is >= 400 and < 500)
                {
                    throw new InvalidOperationException($"{path} answered {response.StatusCode}.");
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
            {
                // The app died under the call.
            }

            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    public static HttpRequestMessage Make(string channel, string key, string subject, string text) => channel switch
    {
        "email" => Email(key, subject, text),
        "form" => Form(key, subject, text),
        _ => Webhook(key, subject, text),
    };

    private static HttpRequestMessage Email(string key, string subject, string text)
    {
        var mime = $"From: Kim Doe <kim@example.org>\r\nTo: support@example.com\r\nMessage-ID: <{key}@example.org>\r\nSubject: {subject}\r\n"
            + $"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n";
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/email") { Content = Bytes(Encoding.UTF8.GetBytes(mime), "message/rfc822") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppRoot.Secret);
        return request;
    }

    private static HttpRequestMessage Form(string key, string subject, string text)
    {
        var json = new JsonObject { ["name"] = "Kim", ["email"] = "kim@example.org", ["subject"] = subject, ["message"] = text };
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/forms/support")
        {
            Content = Bytes(Encoding.UTF8.GetBytes(json.ToJsonString()), "application/json"),
        };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private static HttpRequestMessage Webhook(string key, string subject, string text)
    {
        var json = new JsonObject
        {
            ["type"] = "request.created",
            ["data"] = new JsonObject
            {
                ["subject"] = subject,
                ["text"] = text,
                ["customer"] = new JsonObject { ["name"] = "Kim", ["email"] = "kim@example.org" },
            },
        };
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        var id = "msg_" + key;
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var signature = HMACSHA256.HashData(
            Convert.FromBase64String(AppRoot.Secret["whsec_".Length..]), (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body]);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/standard") { Content = Bytes(body, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(signature));
        return request;
    }

    private static ByteArrayContent Bytes(byte[] body, string contentType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return content;
    }
}
