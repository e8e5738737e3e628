using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Bench;

/// <summary>
/// Forms at an even rate beside many slow uploads, through the Functions host: fails where one that was acknowledged is lost, an answer is a failure that says no time to
/// come again, or a page takes over a second.
/// </summary>
internal static class Doors
{
    private const int Forms = 5_000;
    private const int SlowConnections = 200;
    private const int Networks = 500;
    private static readonly TimeSpan PagesPatience = TimeSpan.FromSeconds(1);
    private static readonly string[] Pages = ["/board", "/unclear", "/forms/support"];

    public static async Task<int> RunAsync(string app, int perSecond)
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { App = Path.GetFullPath(app) });
        foreach (var page in Pages)
        {
            await stack.Client.GetStringAsync(new Uri(page, UriKind.Relative));
        }

        using var over = new CancellationTokenSource();
        var slow = Enumerable.Range(0, SlowConnections).Select(_ => new SlowSender(stack.Client.BaseAddress!.Port)).ToList();
        var uploads = slow.Select(sender => sender.RunAsync(over.Token)).ToList();
        var looks = new ConcurrentBag<double>();
        var looking = LookAsync(stack.Client, looks, over.Token);
        var answers = await SendAsync(stack.Client, perSecond);
        await over.CancelAsync();
        await Task.WhenAll(uploads.Append(looking));

        var acknowledged = answers.Where(answer => answer.Id is not null).Select(answer => answer.Id!).ToList();
        var announced = answers.Count(answer => answer is { Id: null, IsAnnounced: true });
        var failed = answers.Count(answer => answer is { Id: null, IsAnnounced: false });
        var lost = (await new Oracle(stack.StorageConnectionString).JudgeAsync(acknowledged, [], "-")).Lost;
        var took = answers.Select(answer => answer.Took).Order().ToList();
        var pages = looks.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Forms} forms at {perSecond}/s beside {SlowConnections} slow uploads ({slow.Sum(sender => sender.Connections)} connections) · acknowledged {acknowledged.Count}, of these lost {lost} · refused with a time {announced} · failed {failed} · "
            + $"forms p50 {took[took.Count / 2]:F0} ms, p99 {took[(int)(took.Count * 0.99)]:F0} ms · pages {pages.Count}: p50 {pages[pages.Count / 2]:F0} ms, p99 {pages[(int)(pages.Count * 0.99)]:F0} ms, longest {pages[^1]:F0} ms"));
        return lost + failed == 0 && pages[^1] <= PagesPatience.TotalMilliseconds ? 0 : 1;
    }

    private static async Task<IReadOnlyCollection<Answer>> SendAsync(HttpClient client, int perSecond)
    {
        var posts = new List<Task<Answer>>(Forms);
        var started = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (posts.Count < Forms)
        {
            for (var due = Math.Min(Forms, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond) + 1); posts.Count < due;)
            {
                posts.Add(PostAsync(client, posts.Count));
            }

            await pace.WaitForNextTickAsync();
        }

        return await Task.WhenAll(posts);
    }

    private static async Task<Answer> PostAsync(HttpClient client, int number)
    {
        var form = new JsonObject { ["email"] = $"customer{number}@customer.example", ["subject"] = $"Matter {number}", ["message"] = $"How do I add colleague {number} to our account?" };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/forms/support") { Content = new StringContent(form.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Forwarded-For", $"203.0.{number % Networks / 250}.{(number % 250) + 1}");
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            return answer.IsSuccessStatusCode ? new Answer((string)JsonNode.Parse(body)!["id"]!, false, took) : new Answer(null, answer.Headers.RetryAfter is not null, took);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return new Answer(null, false, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private static async Task LookAsync(HttpClient client, ConcurrentBag<double> looks, CancellationToken over)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var look = 0; !over.IsCancellationRequested; look++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(Pages[look % Pages.Length], UriKind.Relative), CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            looks.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <param name="Id">The request's; null where it was not taken.</param>
    /// <param name="IsAnnounced">The answer says when to come again.</param>
    private sealed record Answer(string? Id, bool IsAnnounced, double Took);
}
