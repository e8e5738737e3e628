using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using Router.Kit;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Storage;

/// <summary>The pages of a long conversation: each mail is on one of them, and none costs more than another.</summary>
public sealed class ConversationReaderTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly RouterStorage storage = new(azurite);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_Unknown_Null() => Assert.Null(await new ConversationReader(storage.Account).ReadAsync(IdOf(RouterStorage.NewId()), null, Token));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(ConversationReader.MailsPerPage, 1)]
    [InlineData(ConversationReader.MailsPerPage + 1, 2)]
    [InlineData((3 * ConversationReader.MailsPerPage) + 5, 4)]
    public async Task ReadAsync_PageAfterPage_EachMailAndEachEventOnceTheNewestFirst(int mails, int expectedPages)
    {
        var id = await JoinedAsync(mails);

        var pages = await PagesAsync(id);

        Assert.Equal(expectedPages, pages.Count);
        Assert.All(pages, page => Assert.InRange(page.Partition.FollowUps.Count, 0, ConversationReader.MailsPerPage));
        Assert.All(pages, page => Assert.Equal("The first words.", page.Partition.Text));
        Assert.Equal(Enumerable.Range(0, mails).Reverse().Select(number => $"Words {number}"), pages.SelectMany(page => page.Partition.FollowUps.Reverse()).Select(mail => mail.Text));
        Assert.Equal(
            ["Received.", .. Enumerable.Range(0, mails).Select(number => $"Mail {number} joined.")],
            pages.AsEnumerable().Reverse().SelectMany(page => page.Partition.Timeline).Select(happened => happened.Text));
    }

    [Fact]
    public async Task ReadAsync_LongerConversation_NoMoreCallsAndNoMoreRows()
    {
        await using var proxy = await StorageProxy.StartAsync(new Uri(TableOf(azurite.ConnectionString)).Port, new EffectCounter());
        var watched = new RouterStorage(azurite.ConnectionString.Replace(TableOf(azurite.ConnectionString), $"http://127.0.0.1:{proxy.Port}/devstoreaccount1", StringComparison.Ordinal));
        var reader = new ConversationReader(watched.Account);
        var calls = new List<int>();
        foreach (var mails in new[] { ConversationReader.MailsPerPage + 1, 4 * ConversationReader.MailsPerPage })
        {
            var id = await JoinedAsync(mails);
            await reader.ReadAsync(id, null, Token);
            proxy.ResetCounts();

            var page = await reader.ReadAsync(id, null, Token);

            calls.Add(proxy.Reads);
            Assert.Equal(ConversationReader.MailsPerPage, page!.Partition.FollowUps.Count);
            Assert.Equal(ConversationReader.MailsPerPage, page.Partition.Timeline.Count);
        }

        Assert.Equal(4, calls[0]);
        Assert.Equal(calls[0], calls[1]);
    }

    [Fact]
    public async Task LoadWithoutConversationAsync_LongConversation_AllButItsMailsAndEvents()
    {
        var id = await JoinedAsync(3);

        var partition = await storage.Partitions.LoadWithoutConversationAsync(id.Value, Token);

        var whole = (await storage.Partitions.LoadAsync(id.Value, Token))!;
        Assert.Equal((3, 4), (whole.FollowUps.Count, whole.Timeline.Count));
        Assert.Empty(partition!.FollowUps);
        Assert.Empty(partition.Timeline);
        Assert.Equal((whole.Text, whole.Version, whole.HeadETag), (partition.Text, partition.Version, partition.HeadETag));
        Assert.Equal(whole.Receipts.Order(), partition.Receipts.Order());
        Assert.Equal(whole.Outbox, partition.Outbox);
        Assert.Equal(whole.Facts.Count, partition.Facts.Count);
        Assert.Equal("reply", Assert.Single(partition.Mails).Key);
        Assert.Equal(
            CommitResult.Committed, await storage.Partitions.CommitAsync(id.Value, partition, new Stage("on-top", partition.Request) { Events = ["On top."] }, Token));
    }

    /// <summary>Rows of before November 2026: of their mail's key alone.</summary>
    [Fact]
    public async Task ReadAsync_MailsOfBeforeRowsWereInOrder_OnTheLastPageAndChangedInTheirPlace()
    {
        var id = await JoinedAsync(2);
        await AddUnorderedAsync(id, "aa", Noon.AddDays(-2));
        await AddUnorderedAsync(id, "bb", Noon.AddDays(-3));

        var page = await new ConversationReader(storage.Account).ReadAsync(id, null, Token);

        Assert.Equal(["Words bb", "Words aa", "Words 0", "Words 1"], page!.Partition.FollowUps.Select(mail => mail.Text));
        Assert.Equal("Words aa", (await new ConversationReader(storage.Account).FindLaterAsync(id, "aa", Token))!.Text);
        Assert.Equal("Words 1", (await new ConversationReader(storage.Account).FindLaterAsync(id, KeyOf(1), Token))!.Text);
        Assert.Null(await new ConversationReader(storage.Account).FindLaterAsync(id, "cc", Token));

        var before = (await storage.Partitions.LoadAsync(id.Value, Token))!;
        var changed = before.FollowUps.First(mail => mail.Key == "aa") with { Doubt = new MailDoubt(SenderDoubt.NotProven) { State = DoubtState.Rejected } };
        await storage.Committer.CommitAsync(before, new Stage("belief-1", before.Request) { FollowUps = [changed] }, Token);

        var after = (await storage.Partitions.LoadAsync(id.Value, Token))!.FollowUps;
        Assert.Equal(4, after.Count);
        Assert.Equal(DoubtState.Rejected, after.Single(mail => mail.Key == "aa").Doubt!.State);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("later~1")]
    [InlineData("2516000000000000000~aa' or PartitionKey ne '")]
    [InlineData("9999999999999999999~aa")]
    [InlineData("2516000000000000000~aa\n")]
    public void ReadCursor_NotOurs_Null(string? text) => Assert.Null(ConversationReader.ReadCursor(text));

    private static string TableOf(string connectionString) => connectionString.Split(';').Single(part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal))["TableEndpoint=".Length..];

    private static RequestId IdOf(string text) => RequestId.TryParse(text, out var id) ? id : throw new InvalidOperationException($"{text} is no id.");

    private static string KeyOf(int number) => $"{number:x8}";

    private static FollowUp MailOf(string key, string text, DateTimeOffset at) => new(key, new Customer("kim@customer.example", "Kim"), "Re: Help", text, at);

    private async Task<List<ConversationPage>> PagesAsync(RequestId id)
    {
        List<ConversationPage> pages = [];
        do
        {
            var cursor = pages.Count == 0 ? null : ConversationReader.ReadCursor(pages[^1].Earlier);
            pages.Add((await new ConversationReader(storage.Account).ReadAsync(id, cursor, Token))!);
        }
        while (pages[^1].Earlier is not null);

        return pages;
    }

    private async Task<RequestId> JoinedAsync(int mails, [CallerMemberName] string test = "")
    {
        var id = RouterStorage.NewId(test, mails);
        var mail = new Mail("reply", "kim@customer.example", "Kim", "Re: Help", "text", "<p>", Noon);
        await storage.Partitions.CommitAsync(
            id, null, new Stage("receive", RouterStorage.RequestOf(id)) { Text = "The first words.", Outbox = [new OutboxMessage("TriageRequest")], Mails = [mail], Events = ["Received."] }, Token);
        for (var number = 0; number < mails; number++)
        {
            storage.Time.Advance(TimeSpan.FromMinutes(1));
            var before = (await storage.Partitions.LoadWithoutConversationAsync(id, Token))!;
            var stage = new Stage($"join-{KeyOf(number)}", before.Request) { FollowUps = [MailOf(KeyOf(number), $"Words {number}", storage.Time.GetUtcNow())], Events = [$"Mail {number} joined."] };
            Assert.Equal(CommitResult.Committed, await storage.Partitions.CommitAsync(id, before, stage, Token));
        }

        return IdOf(id);
    }

    private async Task AddUnorderedAsync(RequestId id, string key, DateTimeOffset at)
    {
        var document = JsonSerializer.Serialize(MailOf(key, "", at), StorageJsonContext.Unescaped.FollowUp);
        await storage.Account.Requests.AddEntityAsync(new TableEntity(id.Value, $"followup~{key}") { ["Document"] = document, ["Text"] = $"Words {key}" }, Token);
    }
}
