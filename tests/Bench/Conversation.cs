using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Bench;

/// <summary>How long the page of a request takes that 200 long mails have joined, how many storage calls it costs, and how long the mails take to join.</summary>
internal static class Conversation
{
    private const int Mails = 200;
    private const int MailBytes = 50_000;
    private const int Openings = 20;
    private const string Kim = "kim@customer.example";

    public static async Task<int> RunAsync(string app)
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { App = Path.GetFullPath(app) });
        var id = await PostAsync(stack.Client, 0);
        await new Oracle(stack.StorageConnectionString).DrainAsync([id], TimeSpan.FromMinutes(1));
        Console.WriteLine($"| later mails of {MailBytes / 1_000} KB | page, ms: median / max of {Openings} | its size, KB | table calls | joining, ms: median of the last 10 |");
        Console.WriteLine("|---|---|---|---|---|");
        var joins = new List<double>();
        for (var number = 1; number <= Mails; number++)
        {
            var started = Stopwatch.GetTimestamp();
            if (await PostAsync(stack.Client, number) != id)
            {
                throw new InvalidOperationException($"Mail {number} did not join.");
            }

            joins.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (number is 10 or 50 or Mails)
            {
                await PrintAsync(stack, $"/requests/{id}", number, joins.TakeLast(10));
            }
        }

        return 0;
    }

    private static async Task PrintAsync(LocalStack stack, string path, int mails, IEnumerable<double> joins)
    {
        // What the last mail left to do must not run beside the page.
        await new Oracle(stack.StorageConnectionString).DrainAsync([path.Split('/')[^1]], TimeSpan.FromMinutes(1));
        var size = (await stack.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length;
        stack.Tables.ResetCounts();
        var took = new List<double>();
        for (var opening = 0; opening < Openings; opening++)
        {
            var started = Stopwatch.GetTimestamp();
            await stack.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {mails} | {Median(took):F0} / {took.Max():F0} | {size / 1_000} | {stack.Tables.Reads / (double)Openings:F1} | {Median(joins):F0} |"));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private static async Task<string> PostAsync(HttpClient client, int number)
    {
        // No two lines are alike, as none may pass for a quotation of the mail before.
        var text = new StringBuilder();
        for (var line = 0; text.Length < MailBytes; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Line {line} of mail {number} says what happened when we tried step {number * line % 97} of the export once more.\r\n");
        }

        var answered = number == 0 ? "" : "In-Reply-To: <0@customer.example>\r\n";
        var mime = $"Authentication-Results: {AppRoot.MailHost}; dmarc=pass header.from=customer.example\r\nFrom: <{Kim}>\r\nTo: support@router.example\r\n"
            + $"Message-ID: <{number}@customer.example>\r\n{answered}Subject: The export crashes\r\n\r\nSince this morning the export crashes with error 500.\r\n{text}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/email") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(mime)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppRoot.Secret);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
    }
}
