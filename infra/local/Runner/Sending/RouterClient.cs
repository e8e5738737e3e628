using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Router.Runner.Sending;

/// <summary>The public endpoints of a running Router.</summary>
internal sealed class RouterClient(int port, SampleRequest requests) : IDisposable
{
    private const int ShownOfAnAnswer = 300;

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    public async Task<Receipt> SendAsync(Sample sample, CancellationToken cancellation)
    {
        using var request = requests.From(sample);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return response.StatusCode == System.Net.HttpStatusCode.Accepted
                ? await response.Content.ReadFromJsonAsync<Receipt>(cancellation) ?? throw new RunnerException("Accepted without a receipt.")
                : throw new RunnerException($"Answered {(int)response.StatusCode}: {await ShortenedAsync(response, cancellation)}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new RunnerException($"No proper answer from http://127.0.0.1:{port}{sample.Path}: {e.Message}", e);
        }
    }

    /// <summary>Nothing while the status can't be read; it is asked for again.</summary>
    public async Task<RequestStatus?> StatusAsync(Receipt receipt, CancellationToken cancellation)
    {
        // Only the path is taken from the answer: what listens there is known.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(receipt.Status).PathAndQuery, UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<RequestStatus>(cancellation) : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    private static async Task<string> ShortenedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return text.Length > ShownOfAnAnswer ? text[..ShownOfAnAnswer] + "…" : text;
    }
}
