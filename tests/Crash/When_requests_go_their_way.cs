using Router.Kit;

namespace Router.Crash;

/// <summary>What a request costs of storage must not grow with what is stored: the tables that hold all requests are read by key, not searched.</summary>
public sealed class When_requests_go_their_way : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // A relay that looks after a slow request reads its whole partition.
    private static readonly Dictionary<string, string> QuietRelay = new() { ["Messaging__RelayGraceSeconds"] = "600" };
    private LocalStack stack = null!;

    public async ValueTask InitializeAsync() => stack = await LocalStack.StartAsync(new StackOptions { Settings = QuietRelay });

    public ValueTask DisposeAsync() => stack?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("Clicking accept on the invitation shows an error and nothing happens. It is broken.")]
    [InlineData("It would be great if you could add an export of the redirects as a spreadsheet.")]
    [InlineData("How do I publish a content item? Where can I find the steps?")]
    public async Task Should_search_no_table_but_for_the_board(string text)
    {
        var sender = new Sender(stack.Client);
        stack.Tables.ResetCounts();
        List<string> ids = [];
        foreach (var channel in Sender.Channels)
        {
            ids.Add(await sender.SendUntilAcknowledgedAsync(channel, $"{channel}-{text.Length}", "A request", text, Limit));
        }

        await new Oracle(stack.StorageConnectionString).DrainAsync(ids, Limit);

        Assert.NotEmpty(stack.Tables.ReadPaths);
        Assert.DoesNotContain(stack.Tables.ReadPaths, path => path.Contains("()", StringComparison.Ordinal) && !path.Contains("'board'", StringComparison.Ordinal));
    }
}
