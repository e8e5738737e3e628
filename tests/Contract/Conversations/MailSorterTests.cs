using Router.Contract.Storage;
using Router.Conversations;
using Router.Messaging;
using Router.Requests;
using Router.Storage;
using static Router.Contract.Conversations.MailDesk;

namespace Router.Contract.Conversations;

public sealed class MailSorterTests(AzuriteFixture azurite)
{
    private readonly MailDesk desk = new(new RouterStorage(azurite));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReceiveAsync_New_OpensARequestThatKnowsItsMailAndParties()
    {
        var partition = await desk.LoadAsync(await desk.ReceiveAsync(Mail("new", headers: "Cc: boss@customer.example, support@own.example")));

        Assert.Equal("new@customer.example", partition.Request!.Mail!.MessageId);
        Assert.Equal(["kim@customer.example", "boss@customer.example"], partition.Request.Parties);
        Assert.Equal(MessageNames.TriageRequest, Assert.Single(partition.Outbox).Message.Message);
    }

    [Fact]
    public async Task ReceiveAsync_SameFromManyInstances_OneRequest()
    {
        var mail = Mail("same", conversation: "same-c");
        MailDesk[] desks = [desk, new(new RouterStorage(azurite)), new(new RouterStorage(azurite)), new(new RouterStorage(azurite))];

        var ids = await Task.WhenAll(desks.Concat(desks).Select(instance => RedoAsync(() => instance.ReceiveAsync(mail))));

        var partition = await desk.LoadAsync(Assert.Single(ids.Distinct()));
        Assert.Empty(partition.FollowUps);
        Assert.Single(partition.Outbox);
    }

    [Fact]
    public async Task ReceiveAsync_ReplyOfTheCustomer_JoinsOnce()
    {
        var first = await desk.ReceiveAsync(Mail("ask"));
        var reply = Mail("more", text: "One thing more.", headers: Answering("ask"));

        Assert.Equal([first, first], [await desk.ReceiveAsync(reply), await desk.ReceiveAsync(reply)]);

        var partition = await desk.LoadAsync(first);
        Assert.Equal("One thing more.", Assert.Single(partition.FollowUps).Text);
        Assert.True(partition.Request!.HasUnread);
    }

    [Fact]
    public async Task ReceiveAsync_ReplyToOurMail_JoinsByItsMessageIdOrItsToken()
    {
        var first = await desk.ReceiveAsync(Mail("ours"));
        await desk.LandAsync(first);
        await desk.DeliverAsync(first);
        await desk.Approval.SendAsync(first, "reply", "sasha", Token);
        await desk.SendAsync(first);
        var sent = Assert.Single(desk.Mailbox.Sent);

        Assert.Equal(first, await desk.ReceiveAsync(Mail("by-id", headers: $"In-Reply-To: <{sent.MessageId}>")));
        Assert.Equal(first, await desk.ReceiveAsync(Mail("by-token", subject: sent.Subject!)));
    }

    [Fact]
    public async Task ReceiveAsync_StrangerWithTheToken_OpensARequestThatSaysSo()
    {
        var first = await desk.ReceiveAsync(Mail("target"));

        var partition = await desk.LoadAsync(await desk.ReceiveAsync(Mail("forged", from: "mallory@evil.example", subject: $"Re: Help [#{first[..12]}]")));

        Assert.NotEqual(first, partition.Key);
        Assert.Equal(first, partition.Request!.LinkedTo);
        Assert.Contains(partition.Timeline, happened => happened.Text.Contains("no party", StringComparison.Ordinal));
        Assert.Empty((await desk.LoadAsync(first)).FollowUps);
    }

    [Fact]
    public async Task ReceiveAsync_ReplyOfSomebodyInCopy_JoinsAndBringsItsOwnCopies()
    {
        var first = await desk.ReceiveAsync(Mail("copied", headers: "Cc: boss@customer.example"));

        Assert.Equal(first, await desk.ReceiveAsync(Mail("of-boss", from: "boss@customer.example", headers: Answering("copied") + "\r\nCc: lee@customer.example")));
        Assert.Equal(first, await desk.ReceiveAsync(Mail("of-lee", from: "lee@customer.example", headers: Answering("of-boss"))));

        Assert.Equal(["kim@customer.example", "boss@customer.example", "lee@customer.example"], (await desk.LoadAsync(first)).Request!.Parties);
    }

    [Fact]
    public async Task ReceiveAsync_ReplyBeforeWhatItAnswers_TakesThatInFirst()
    {
        Dictionary<string, ReceivedMail> mailbox = new()
        {
            ["a@customer.example"] = Mail("a", text: "First."),
            ["b@customer.example"] = Mail("b", text: "Second.", headers: Answering("a")),
        };
        Task<ReceivedMail?> Find(string id, CancellationToken _) => Task.FromResult(mailbox.GetValueOrDefault(id));

        var request = await desk.ReceiveAsync(Mail("c", text: "Third.", headers: Answering("b")), Find);

        Assert.Equal([request, request], [await desk.ReceiveAsync(mailbox["a@customer.example"], Find), await desk.ReceiveAsync(mailbox["b@customer.example"], Find)]);
        var partition = await desk.LoadAsync(request);
        Assert.Equal("First.", partition.Text);
        Assert.Equal(["Second.", "Third."], partition.FollowUps.Select(followUp => followUp.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReceiveAsync_MailsThatNameEachOther_Ends()
    {
        Dictionary<string, ReceivedMail> mailbox = new()
        {
            ["x@customer.example"] = Mail("x", headers: Answering("y")),
            ["y@customer.example"] = Mail("y", headers: Answering("x")),
        };

        var request = await desk.ReceiveAsync(mailbox["x@customer.example"], (id, _) => Task.FromResult(mailbox.GetValueOrDefault(id)));

        Assert.Single((await desk.LoadAsync(request)).FollowUps);
    }

    [Fact]
    public async Task ReceiveAsync_TwoOfAConversationAtOnce_OneOpensAndTheOtherJoins()
    {
        var others = new MailDesk(new RouterStorage(azurite));

        var ids = await Task.WhenAll(
            RedoAsync(() => desk.ReceiveAsync(Mail("left", text: "Left.", conversation: "both"))),
            RedoAsync(() => others.ReceiveAsync(Mail("right", text: "Right.", conversation: "both"))));

        Assert.Single((await desk.LoadAsync(Assert.Single(ids.Distinct()))).FollowUps);
    }

    [Fact]
    public async Task ReceiveAsync_ClaimOfAMailThatNeverCame_PassesOn()
    {
        await desk.Index.ClaimAsync("lapsed", RouterStorage.NewId(), TimeSpan.FromMinutes(10), Token);
        await Assert.ThrowsAsync<ConcurrentChangeException>(() => desk.ReceiveAsync(Mail("waits", conversation: "lapsed")));

        desk.Storage.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.NotNull((await desk.LoadAsync(await desk.ReceiveAsync(Mail("waits", conversation: "lapsed")))).Request);
    }

    [Theory]
    [InlineData(1, false, true, true)]
    [InlineData(30, false, false, false)]
    [InlineData(1, true, true, false)]
    public async Task ReceiveAsync_ReplyToAClosedRequest_ReopensItForAWhile(int days, bool isAutomatic, bool isSame, bool isReopened)
    {
        var first = await desk.ReceiveAsync(Mail($"closed-{days}-{isAutomatic}"));
        await desk.LandAsync(first);
        Assert.True(RequestId.TryParse(first, out var id));
        await desk.Actions.CloseAsync(id, Actor.OnAll("sasha"), Token);
        desk.Storage.Time.Advance(TimeSpan.FromDays(days));

        var second = await desk.ReceiveAsync(Mail(
            $"again-{days}-{isAutomatic}", headers: Answering($"closed-{days}-{isAutomatic}") + (isAutomatic ? "\r\nAuto-Submitted: auto-replied" : "")));

        Assert.Equal(isSame, first == second);
        Assert.Equal(isReopened, (await desk.LoadAsync(first)).Request!.ClosedAt is null);
        Assert.Equal(isSame ? null : first, (await desk.LoadAsync(second)).Request!.LinkedTo);
    }

    [Fact]
    public async Task ReceiveAsync_OneMessageIdForTwoMails_TwoRequestsHoweverOftenTheyCome()
    {
        var (one, other) = (Mail("reused", text: "One."), Mail("reused", text: "Other."));

        string[] ids = [await desk.ReceiveAsync(one), await desk.ReceiveAsync(other), await desk.ReceiveAsync(one), await desk.ReceiveAsync(other)];

        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(["One.", "Other."], [(await desk.LoadAsync(ids[2])).Text, (await desk.LoadAsync(ids[3])).Text]);
    }

    [Fact]
    public async Task ReceiveAsync_Unreadable_WaitsForAPersonWithItsBytes()
    {
        var broken = new ReceivedMail("no mail at all"u8.ToArray(), null, desk.Storage.Time.GetUtcNow());

        var partition = await desk.LoadAsync(await desk.ReceiveAsync(broken));

        Assert.Equal((RequestState.Waiting, 0), (partition.Request!.State, partition.Outbox.Count));
        Assert.Equal("no mail at all"u8.ToArray(), await new RawPayloadStore(desk.Storage.Account).FindAsync(partition.Key, partition.Request.ContentHash, Token));
    }

    [Fact]
    public async Task ReceiveAsync_DecidedBeforeACrash_FollowsWhatWasDecided()
    {
        // The reply was decided to open a request of its own, then the process died; by now what it answers is there.
        var target = RequestId.From(Channel.Email, "email", "decided@customer.example").Value;
        var first = await desk.ReceiveAsync(Mail("known"));
        var reply = Mail("decided", headers: Answering("known"));
        var hash = (await desk.LoadAsync(first)).Request!.ContentHash;
        await desk.Index.DecideAsync("decided@customer.example", hash, new MailPlace(target, MailFate.Opens), Token);

        var opened = await desk.ReceiveAsync(reply);

        Assert.Equal(target, opened);
        Assert.Empty((await desk.LoadAsync(first)).FollowUps);
    }

    [Fact]
    public async Task ReceiveAsync_WithFiles_EachStoredUnderASafeName()
    {
        const string Multipart = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b";
        const string Body = "--b\r\nContent-Type: text/plain\r\n\r\nSee the files.\r\n--b\r\nContent-Type: text/html; name=\"../../a.html\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+\r\n--b--";
        var first = await desk.ReceiveAsync(Mail("files", text: Body, headers: Multipart));
        await desk.ReceiveAsync(Mail("more-files", text: Body, headers: Multipart + "\r\n" + Answering("files")));

        var partition = await desk.LoadAsync(first);
        foreach (var (key, attachments) in ((string, IReadOnlyList<Attachment>)[])[(AttachmentStore.MailKeyOf(partition.Request!.ContentHash), partition.Request.Attachments), (partition.FollowUps[0].Key, partition.FollowUps[0].Attachments)])
        {
            Assert.Equal("a.html", Assert.Single(attachments).Name);
            using var content = new StreamReader((await desk.Attachments.OpenAsync(first, key, 0, "a.html", Token))!);
            Assert.Equal("<b>", await content.ReadToEndAsync(Token));
        }

        Assert.Null(await desk.Attachments.OpenAsync(first, partition.FollowUps[0].Key, 1, "a.html", Token));
    }

    [Fact]
    public async Task ReceiveAsync_OfOurOwnMailbox_NotRouted()
    {
        var partition = await desk.LoadAsync(await desk.ReceiveAsync(Mail("own", from: "support@own.example")));

        Assert.True(partition.Request!.IsAutomatic);
    }

    // What the message pump does when another step comes between.
    private static async Task<string> RedoAsync(Func<Task<string>> receive)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await receive();
            }
            catch (ConcurrentChangeException) when (attempt < 50)
            {
                await Task.Yield();
            }
        }
    }
}
