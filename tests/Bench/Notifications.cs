using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Router.GraphStandIn;
using Router.Kit;

namespace Router.Bench;

/// <summary>Notifications of mails that are there, at an even rate while the app takes the mails in; fails where an answer takes longer than Graph waits.</summary>
internal static class Notifications
{
    private const int PerSecond = 200;
    private const string Key = "key-of-the-benchmark";
    private const string Address = "support@router.example";
    private static readonly TimeSpan GraphsPatience = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string app, int seconds)
    {
        await using var mailbox = await GraphServer.StartAsync(new GraphServerOptions(0, Key, Address));
        var ids = Enumerable.Range(0, PerSecond * seconds).Select(number => mailbox.Mails.Add(MailOf(number), isAnnounced: false).ImmutableId).ToArray();
        await using var stack = await LocalStack.StartAsync(new StackOptions { App = Path.GetFullPath(app), Settings = SettingsFor(mailbox) });
        var answers = new (TimeSpan Took, bool IsTaken)[ids.Length];
        var posts = new Task[ids.Length];
        var started = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var number = 0; number < ids.Length;)
        {
            for (var due = Math.Min(ids.Length, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * PerSecond) + 1); number < due; number++)
            {
                posts[number] = PostAsync(stack.Client, ids[number], number, answers);
            }

            await pace.WaitForNextTickAsync();
        }

        await Task.WhenAll(posts);
        var took = answers.Select(answer => answer.Took.TotalMilliseconds).Order().ToArray();
        var late = answers.Count(answer => answer.Took > GraphsPatience);
        var refused = answers.Count(answer => !answer.IsTaken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ids.Length} notifications at {PerSecond}/s · p50 {took[took.Length / 2]:F1} ms · p99 {took[(int)(took.Length * 0.99)]:F0} ms · longest {took[^1]:F0} ms · over 3 s {late} · not taken {refused}"));
        return late + refused == 0 ? 0 : 1;
    }

    private static async Task PostAsync(HttpClient client, string id, int number, (TimeSpan Took, bool IsTaken)[] answers)
    {
        var started = Stopwatch.GetTimestamp();
        var body = new JsonObject { ["value"] = new JsonArray(new JsonObject { ["clientState"] = Key, ["changeType"] = "created", ["resourceData"] = new JsonObject { ["id"] = id } }) };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        try
        {
            using var answer = await client.PostAsync(new Uri("/api/email/notifications", UriKind.Relative), content);
            answers[number] = (Stopwatch.GetElapsedTime(started), answer.IsSuccessStatusCode);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            answers[number] = (Stopwatch.GetElapsedTime(started), false);
        }
    }

    private static Dictionary<string, string> SettingsFor(GraphServer mailbox) => new()
    {
        ["Mailbox__Address"] = Address,
        ["Mailbox__GraphUrl"] = mailbox.Url,
        ["Mailbox__AccessKey"] = Key,
        ["Mailbox__ClientState"] = Key,
        ["Mailbox__ImportDays"] = "0",
        ["Messaging__ResendAfterSeconds"] = "300",
    };

    private static byte[] MailOf(int number) => Encoding.UTF8.GetBytes(
        $"From: <customer{number}@customer.example>\r\nTo: {Address}\r\nMessage-ID: <{number}@customer.example>\r\nSubject: Matter {number}\r\n\r\nHow do I add a colleague to our account?\r\n");
}
