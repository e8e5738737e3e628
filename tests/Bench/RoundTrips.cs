using Router.Kit;

namespace Router.Bench;

/// <summary>Storage calls for one request of each channel, from the post to its place, counted between the app and its storage.</summary>
internal static class RoundTrips
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // A relay that runs into the request would count: its sweep is off the clock here.
    private static readonly Dictionary<string, string> QuietRelay = new() { ["Messaging__RelayGraceSeconds"] = "600" };

    public static async Task<int> RunAsync()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = QuietRelay });
        var oracle = new Oracle(stack.StorageConnectionString);
        var sender = new Sender(stack.Client);
        Console.WriteLine("| round trips of one request | table and blob writes | table reads | of these queries | sends |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var channel in Sender.Channels.Prepend("form"))
        {
            var first = channel == "form" && stack.Effects.Seen == 0;
            var text = channel switch
            {
                "email" => "Clicking accept on the invitation shows an error and nothing happens. It is broken.",
                "form" => "It would be great if you could add an export of the redirects as a spreadsheet.",
                _ => "How do I publish a content item? Where can I find the steps?",
            };
            stack.Tables.ResetCounts();
            stack.Blobs.ResetCounts();
            stack.Effects.Reset();
            var id = await sender.SendUntilAcknowledgedAsync(channel, $"{channel}-{(first ? "warm" : "counted")}", "A request", text, Limit);
            await oracle.DrainAsync([id], Limit);
            if (!first)
            {
                var writes = stack.Tables.Writes + stack.Blobs.Writes;
                var queries = stack.Tables.ReadPaths.Count(path => path.Contains("()", StringComparison.Ordinal));
                Console.WriteLine($"| {channel} | {writes} | {stack.Tables.Reads} | {queries} | {stack.Effects.Seen - writes} |");
            }
        }

        return 0;
    }
}
