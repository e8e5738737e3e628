using Router.Contract.Storage;
using Router.Inbox;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Inbox;

public sealed class InboxWriterTests(AzuriteFixture azurite)
{
    private readonly RouterStorage storage = new(azurite);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Up to 32 KiB the bytes stand in the first batch, larger ones in a blob.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(32 * 1024)]
    [InlineData((32 * 1024) + 1)]
    public async Task ReceiveAsync_New_KeptWithItsRawBytesAndTriageToSend(int length)
    {
        var raw = new byte[length];
        Random.Shared.NextBytes(raw);
        var kept = Assert.IsType<InboxResult.Kept>(await ReceiveAsync(Form($"{nameof(ReceiveAsync_New_KeptWithItsRawBytesAndTriageToSend)}{length}"), raw));

        Assert.False(kept.IsRepeated);
        var partition = await storage.Partitions.LoadAsync(kept.Request.Id, Token);
        Assert.Equal(MessageNames.TriageRequest, Assert.Single(partition!.Outbox).Message.Message);
        Assert.Equal(raw, await new RawPayloadStore(storage.Account).FindAsync(kept.Request.Id, kept.Request.ContentHash, Token));
    }

    [Fact]
    public async Task ReceiveAsync_SameAgain_KeptOnceWithTheSameStatusToken()
    {
        var form = Form(nameof(ReceiveAsync_SameAgain_KeptOnceWithTheSameStatusToken));
        var first = Assert.IsType<InboxResult.Kept>(await ReceiveAsync(form));
        var again = Assert.IsType<InboxResult.Kept>(await ReceiveAsync(form));

        Assert.True(again.IsRepeated);
        Assert.Equal(first.Request.StatusToken, again.Request.StatusToken);
        Assert.Single((await storage.Partitions.LoadAsync(first.Request.Id, Token))!.Outbox);
    }

    [Fact]
    public async Task ReceiveAsync_SameFromManyInstances_OneIsFirst()
    {
        var form = Form(nameof(ReceiveAsync_SameFromManyInstances_OneIsFirst));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new RouterStorage(azurite).Inbox.ReceiveAsync(form, null, "raw"u8.ToArray(), "text/plain", Token)));

        Assert.Single(results, result => result is InboxResult.Kept { IsRepeated: false });
        Assert.Single(results.OfType<InboxResult.Kept>().Select(kept => kept.Request.StatusToken).Distinct());
    }

    [Fact]
    public async Task ReceiveAsync_FormsKeyWithOtherContent_OtherContentAndTheFirstStays()
    {
        var form = Form(nameof(ReceiveAsync_FormsKeyWithOtherContent_OtherContentAndTheFirstStays));
        var first = Assert.IsType<InboxResult.Kept>(await ReceiveAsync(form));

        Assert.IsType<InboxResult.OtherContent>(await ReceiveAsync(form with { Text = "Something else." }));
        Assert.Equal(form.Text, (await storage.Partitions.LoadAsync(first.Request.Id, Token))?.Text);
    }

    [Fact]
    public async Task ReceiveAsync_MailsIdWithOtherContent_KeptUnderADerivedIdAndOnceToo()
    {
        var mail = Form(nameof(ReceiveAsync_MailsIdWithOtherContent_KeptUnderADerivedIdAndOnceToo)) with { Channel = Channel.Email };
        var first = Assert.IsType<InboxResult.Kept>(await ReceiveAsync(mail));
        var other = Assert.IsType<InboxResult.Kept>(await ReceiveAsync(mail with { Text = "Something else." }));
        var again = Assert.IsType<InboxResult.Kept>(await ReceiveAsync(mail with { Text = "Something else." }));

        Assert.NotEqual(first.Request.Id, other.Request.Id);
        Assert.False(other.IsRepeated);
        Assert.True(again.IsRepeated);
        Assert.Equal(other.Request.Id, again.Request.Id);
    }

    [Fact]
    public async Task ReceiveAsync_Ignored_KeptAndNotRouted()
    {
        var kept = Assert.IsType<InboxResult.Kept>(await storage.Inbox.ReceiveAsync(
            Form(nameof(ReceiveAsync_Ignored_KeptAndNotRouted)), "a ping", "raw"u8.ToArray(), "text/plain", Token));

        Assert.Equal(RequestState.Ignored, kept.Request.State);
        Assert.Empty((await storage.Partitions.LoadAsync(kept.Request.Id, Token))!.Outbox);
    }

    [Fact]
    public async Task ReceiveAsync_LongestHostileText_Kept()
    {
        var form = Form(nameof(ReceiveAsync_LongestHostileText_Kept)) with
        {
            Text = string.Concat(Enumerable.Repeat("\u0000\uD800🙂<\"€", 20_000)),
            Details = Enumerable.Range(0, 500).ToDictionary(number => $"détail {number} \"<>", number => new string('ü', 2_000)),
        };

        Assert.IsType<InboxResult.Kept>(await ReceiveAsync(form));
    }

    private Task<InboxResult> ReceiveAsync(InboundRequest request, byte[]? raw = null) => storage.Inbox.ReceiveAsync(request, null, raw ?? "raw"u8.ToArray(), "text/plain", Token);

    private static InboundRequest Form(string key) => new(Channel.Form, "support", key, "Subject", "Text", new Customer("kim@example.com", "Kim"));
}
