using System.Net.Http.Headers;
using System.Security.Cryptography;
using Router.FunctionsHost.Definitions;

namespace Router.Runner.Sending;

/// <summary>A sample as an HTTP request, with what proves where it comes from.</summary>
internal sealed class SampleRequest(HostSettings settings, TimeProvider time)
{
    public HttpRequestMessage From(Sample sample)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sample.Path, UriKind.Relative)) { Content = new ByteArrayContent(sample.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(sample.ContentType);
        var headers = new Dictionary<string, string>(sample.Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Proof(sample, headers))
        {
            headers[name] = value;
        }

        foreach (var (name, value) in headers)
        {
            // What is signed wins over what the sample recorded, such as an old webhook-id.
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public string Secret(string name) =>
        settings[name] is { Length: > 0 } secret ? secret : throw new RunnerException($"The settings have no {name}.");

    private IEnumerable<KeyValuePair<string, string>> Proof(Sample sample, Dictionary<string, string> headers)
    {
        if (sample.Sign is { } source)
        {
            // A sample may say which delivery it is; signing then leaves that as it is.
            var deliveryId = headers.GetValueOrDefault("webhook-id") ?? headers.GetValueOrDefault("X-GitHub-Delivery") ?? "msg_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            return WebhookSigner.Sign(source, Secret($"Sources__{source}__Secret"), sample.Body, deliveryId, time.GetUtcNow());
        }

        return sample.Channel == "email" ? [new("Authorization", $"Bearer {Secret("Email__Secret")}")] : [];
    }
}
