using System.Text;
using MimeKit;
using Router.Mailbox;

namespace Router.Contract.Connectors.Graph;

/// <summary>What we rely on of the mail service; runs against a real tenant too.</summary>
public sealed class MailboxContract : IAsyncLifetime
{
    private GraphTarget target = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IMailbox Mailbox => target.Mailbox;

    public async ValueTask InitializeAsync() => target = await GraphTarget.StartAsync();

    public ValueTask DisposeAsync() => target.DisposeAsync();

    [Fact]
    public async Task CreateDraft_Mime_KeepsItsHeaders()
    {
        var draft = await Mailbox.CreateDraftAsync(Mime("headers"), Token);
        var read = MimeMessage.Load(new MemoryStream((await Mailbox.ReadMimeAsync(draft.Id, Token))!), Token);

        Assert.True(draft.IsDraft);
        Assert.Equal(IdOf("headers"), draft.MessageId);
        Assert.Equal(("auto-replied", "before@router.example", IdOf("headers")), (read.Headers["Auto-Submitted"], read.InReplyTo, read.MessageId));
        await Mailbox.DeleteAsync(draft.Id, Token);
    }

    [Fact]
    public async Task CreateDraft_Twice_TwoDrafts()
    {
        MailboxItem[] drafts = [await Mailbox.CreateDraftAsync(Mime("twice"), Token), await Mailbox.CreateDraftAsync(Mime("twice"), Token)];

        Assert.NotEqual(drafts[0].Id, drafts[1].Id);
        Assert.Equal(drafts.Select(draft => draft.Id).Order(StringComparer.Ordinal), (await Mailbox.FindByMessageIdAsync(IdOf("twice"), Token)).Select(draft => draft.Id).Order(StringComparer.Ordinal));
        await Task.WhenAll(drafts.Select(draft => Mailbox.DeleteAsync(draft.Id, Token)));
    }

    [Fact]
    public async Task Find_Draft_AsItIs()
    {
        var draft = await Mailbox.CreateDraftAsync(Mime("find"), Token);

        Assert.Equal(draft, await Mailbox.FindAsync(draft.Id, Token));
        await Mailbox.DeleteAsync(draft.Id, Token);
    }

    [Fact]
    public async Task Find_Deleted_Nothing()
    {
        var draft = await Mailbox.CreateDraftAsync(Mime("deleted"), Token);
        await Mailbox.DeleteAsync(draft.Id, Token);

        Assert.Null(await Mailbox.ReadMimeAsync(draft.Id, Token));
    }

    [Theory]
    [InlineData("nobody@router.example")]
    [InlineData("o'brien''s@router.example")]
    [InlineData("a b&c=d#e?f@router.example")]
    public async Task FindByMessageId_Unknown_Nothing(string id) => Assert.Empty(await Mailbox.FindByMessageIdAsync(id, Token));

    [Fact]
    public async Task FindByMessageId_WithAnApostrophe_Found()
    {
        var draft = await Mailbox.CreateDraftAsync(Mime("o'brien"), Token);

        Assert.Equal(draft.Id, Assert.Single(await Mailbox.FindByMessageIdAsync(IdOf("o'brien"), Token)).Id);
        await Mailbox.DeleteAsync(draft.Id, Token);
    }

    [Fact]
    public async Task Send_Draft_SameIdAndNoDraftSoon()
    {
        var draft = await Mailbox.CreateDraftAsync(Mime("send"), Token);
        await Mailbox.SendAsync(draft.Id, Token);

        while (await Mailbox.FindAsync(draft.Id, Token) is { IsDraft: true })
        {
            await Task.Yield();
        }

        Assert.Equal(IdOf("send"), (await Mailbox.FindAsync(draft.Id, Token))!.MessageId);
    }

    [Fact]
    public async Task Send_Unknown_Refused() =>
        Assert.Equal(404, (await Assert.ThrowsAsync<MailboxException>(() => Mailbox.SendAsync("AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0AAAAA", Token))).Status);

    [Fact]
    public async Task ReadChanges_ToTheEndAndOn_NothingNew()
    {
        var page = await LastPageAsync(TimeProvider.System.GetUtcNow());
        var next = await Mailbox.ReadChangesAsync(page.Next, default, Token);

        Assert.True(next.IsLast);
        Assert.Empty(next.Items);
    }

    private async Task<DeltaPage> LastPageAsync(DateTimeOffset since)
    {
        var page = await Mailbox.ReadChangesAsync(null, since, Token);
        while (!page.IsLast)
        {
            page = await Mailbox.ReadChangesAsync(page.Next, since, Token);
        }

        return page;
    }

    private static string IdOf(string name) => $"contract.{name}@router.example";

    private byte[] Mime(string name) => Encoding.UTF8.GetBytes(
        $"From: {target.MailboxOptions.Address}\r\nTo: {target.MailboxOptions.Address}\r\nSubject: Contract\r\nMessage-ID: <{IdOf(name)}>\r\n"
        + "In-Reply-To: <before@router.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nÄ text.\r\n");
}
