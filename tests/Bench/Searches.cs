using System.Diagnostics;
using System.Globalization;
using Router.Kit;

namespace Router.Bench;

/// <summary>The search page through the Functions host with many requests in the lists: rare and frequent words, two words, and beginnings.</summary>
internal static class Searches
{
    private const int Rounds = 50;

    public static async Task<int> RunAsync(string app, int stored)
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { App = Path.GetFullPath(app) });
        await StoredRequests.FillAsync(stack.StorageConnectionString, stored);
        var started = Stopwatch.GetTimestamp();
        while ((await FindAsync(stack.Client, "filling")).Contains("still being read", StringComparison.Ordinal))
        {
        }

        var filled = Stopwatch.GetElapsedTime(started);
        var took = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var words in (string[])[Word(10 + round), Word(5_000 + round), $"{Word(20 + round)} {Word(40 + round)}", Word(300 + round)[..3]])
            {
                var asked = Stopwatch.GetTimestamp();
                var page = await FindAsync(stack.Client, words);
                took.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                if (!page.Contains("<mark>", StringComparison.Ordinal))
                {
                    Console.Error.WriteLine($"Nothing found for {words}.");
                    return 1;
                }
            }
        }

        took.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{stored} stored · first reading {filled.TotalSeconds:F1} s · {took.Count} searches: p50 {took[took.Count / 2]:F0} ms, p95 {took[(int)(took.Count * 0.95)]:F0} ms, longest {took[^1]:F0} ms"));
        return 0;
    }

    private static string Word(int rank) => StoredRequests.WordOf(rank);

    private static Task<string> FindAsync(HttpClient client, string words) => client.GetStringAsync(new Uri($"/search?q={Uri.EscapeDataString(words)}", UriKind.Relative));
}
