using System.Text;
using System.Text.Json;
using Router.Mailbox;

namespace Router.Unit.Connectors.Graph;

/// <summary>What goes over the wire to Microsoft Graph, to the letter.</summary>
public sealed class GraphRequestsTests : IAsyncLifetime
{
    private const string Of = $"/v1.0/users/{GraphStub.Address}";
    private const string Item = """{"id":"AAk=","internetMessageId":"<one@customer.example>","conversationId":"c","isDraft":true}""";
    private const string Standing = """{"id":"s","notificationUrl":"https://own.example/api/email/notifications","expirationDateTime":"2026-12-01T00:00:00Z","resource":"/users/support@own.example/mailFolders('inbox')/messages"}""";
    private static readonly DateTimeOffset Until = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private GraphStub stub = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IMailbox Mailbox => stub.Mailbox();

    private SeenRequest Only => Assert.Single(stub.Seen);

    public async ValueTask InitializeAsync() => stub = await GraphStub.StartAsync();

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    [Fact]
    public async Task ReadMime_AnId_ItsBytes()
    {
        stub.Answer("From: kim@customer.example\r\n\r\nText\r\n");

        var mime = await Mailbox.ReadMimeAsync("AAk=", Token);

        Assert.Equal("From: kim@customer.example\r\n\r\nText\r\n", Encoding.ASCII.GetString(mime!));
        Assert.Equal(("GET", $"{Of}/messages/AAk=/$value"), (Only.Method, Only.Target));
    }

    [Fact]
    public async Task Find_AnId_AsksForFourFields()
    {
        stub.Answer(Item);

        Assert.Equal(new MailboxItem("AAk=", "one@customer.example", "c", IsDraft: true), await Mailbox.FindAsync("AAk=", Token));
        Assert.Equal(("GET", $"{Of}/messages/AAk=?$select=id,internetMessageId,conversationId,isDraft"), (Only.Method, Only.Target));
    }

    [Fact]
    public async Task FindByMessageId_WithAnApostrophe_QuotedTwice()
    {
        await Mailbox.FindByMessageIdAsync("o'brien@customer.example", Token);

        Assert.Equal(
            $"{Of}/messages?$filter=internetMessageId eq '<o''brien@customer.example>'&$select=id,internetMessageId,conversationId,isDraft&$top=5".Split('?', '&').Order(StringComparer.Ordinal),
            Only.Target.Split('?', '&').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReadChanges_Anew_FromThenOnByPagesOf50()
    {
        stub.Answer($$$"""{"value":[{{{Item}}},{"id":"gone","@removed":{"reason":"deleted"}}],"@odata.deltaLink":"{{{stub.Url}}}/next"}""");

        var page = await Mailbox.ReadChangesAsync(null, new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.FromHours(1)), Token);

        Assert.Equal(("AAk=", $"{stub.Url}/next", true), (Assert.Single(page.Items).Id, page.Next, page.IsLast));
        Assert.StartsWith($"{Of}/mailFolders/inbox/messages/delta", Only.Target, StringComparison.Ordinal);
        Assert.Contains("$filter=receivedDateTime ge 2026-11-22T08:30:00Z", Only.Target, StringComparison.Ordinal);
        Assert.Contains("odata.maxpagesize=50", Only.Headers["Prefer"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadChanges_ALink_FollowedAsItIs()
    {
        stub.Answer($$"""{"value":[],"@odata.nextLink":"{{stub.Url}}/more"}""");

        var page = await Mailbox.ReadChangesAsync($"{stub.Url}/users/u/mailFolders('f')/messages/delta?$skiptoken=a_b", default, Token);

        Assert.Equal(("/v1.0/users/u/mailFolders('f')/messages/delta?$skiptoken=a_b", false), (Only.Target, page.IsLast));
    }

    [Fact]
    public async Task CreateDraft_Mime_AsPlainTextInBase64()
    {
        stub.Answer(Item, 201);

        await Mailbox.CreateDraftAsync("Subject: ä\r\n\r\n"u8.ToArray(), Token);

        Assert.Equal(("POST", $"{Of}/messages", "text/plain"), (Only.Method, Only.Target, Only.Headers["Content-Type"]));
        Assert.Equal(Convert.ToBase64String("Subject: ä\r\n\r\n"u8), Only.Body);
    }

    [Fact]
    public async Task Send_ADraft_NothingButItsId()
    {
        stub.Answer("", 202);

        await Mailbox.SendAsync("AAk=", Token);

        Assert.Equal(("POST", $"{Of}/messages/AAk=/send", ""), (Only.Method, Only.Target, Only.Body));
    }

    [Fact]
    public async Task Subscribe_OurAddresses_ExactBody()
    {
        stub.Answer(Standing, 201);

        await Mailbox.SubscribeAsync(new SubscriptionRequest(new Uri("https://own.example/api/email/notifications"), new Uri("https://own.example/api/email/lifecycle"), "secret", Until), Token);

        using var body = JsonDocument.Parse(Only.Body);
        Assert.Equal(("POST", "/v1.0/subscriptions"), (Only.Method, Only.Target));
        Assert.Equal(
            [
                "changeType=created", "clientState=secret", "expirationDateTime=2026-12-01T00:00:00+00:00", "lifecycleNotificationUrl=https://own.example/api/email/lifecycle",
                "notificationUrl=https://own.example/api/email/notifications", $"resource=/users/{GraphStub.Address}/mailFolders('inbox')/messages",
            ],
            body.RootElement.EnumerateObject().Where(property => !property.Name.StartsWith('@')).Select(property => $"{property.Name}={property.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Renew_ASubscription_OnlyItsEnd()
    {
        stub.Answer(Standing);

        await Mailbox.RenewAsync("s", Until, Token);

        Assert.Equal(("PATCH", "/v1.0/subscriptions/s"), (Only.Method, Only.Target));
        Assert.Contains("\"expirationDateTime\"", Only.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachCall_Any_AsksForImmutableIdsAndShowsTheKey()
    {
        stub.Otherwise = Standing;
        var mailbox = Mailbox;
        stub.Answer("x").Answer(Item).Answer("""{"value":[]}""").Answer("""{"value":[],"@odata.deltaLink":"x"}""").Answer(Item, 201).Answer("", 202).Answer("", 204).Answer("""{"value":[]}""");

        await mailbox.ReadMimeAsync("a", Token);
        await mailbox.FindAsync("a", Token);
        await mailbox.FindByMessageIdAsync("a", Token);
        await mailbox.ReadChangesAsync(null, Until, Token);
        await mailbox.CreateDraftAsync([1], Token);
        await mailbox.SendAsync("a", Token);
        await mailbox.DeleteAsync("a", Token);
        await mailbox.ListSubscriptionsAsync(Token);
        await mailbox.SubscribeAsync(new SubscriptionRequest(new Uri("https://own.example/a"), new Uri("https://own.example/b"), "secret", Until), Token);
        await mailbox.RenewAsync("s", Until, Token);

        Assert.Equal(10, stub.Seen.Count);
        Assert.Empty(stub.Seen.Where(request => !request.Headers.GetValueOrDefault("Prefer", "").Contains("IdType=\"ImmutableId\"", StringComparison.Ordinal)).Select(request => $"{request.Method} {request.Target}"));
        Assert.Empty(stub.Seen.Where(request => request.Headers.GetValueOrDefault("Authorization") != "Bearer key-of-the-tests").Select(request => request.Target));
    }
}
