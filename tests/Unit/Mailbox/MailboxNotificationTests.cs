using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Router.Unit.Mailbox;

/// <summary>What anybody may post to the addresses that Microsoft Graph is told.</summary>
public sealed class MailboxNotificationTests : IAsyncLifetime
{
    private const string Notifications = "/api/email/notifications";
    private const string Lifecycle = "/api/email/lifecycle";
    private MailboxApp app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => app = await MailboxApp.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("Validation: Testing client application reachability for subscription Request-Id: 4f5a")]
    [InlineData("a+b c&d=e%20f")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("ü \u4f60\u597d")]
    [InlineData("two\r\nlines: header")]
    public async Task Handshake_AnyToken_ComesBackDecodedAsPlainText(string token)
    {
        foreach (var path in (string[])[Notifications, Lifecycle, Notifications + "?of=0123&x=y"])
        {
            using var answer = await app.Client.PostAsync($"{path}{(path.Contains('?') ? '&' : '?')}validationToken={Uri.EscapeDataString(token)}", null, Token);

            Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal(token, await answer.Content.ReadAsStringAsync(Token));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_049)]
    public async Task Handshake_NoTokenOfGraphs_Refused(int length)
    {
        using var answer = await app.Client.PostAsync($"{Notifications}?validationToken={new string('x', length)}", null, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"value\":null}")]
    [InlineData("{\"value\":{}}")]
    [InlineData("{\"value\":[]")]
    [InlineData("{\"value\":[]}{}")]
    [InlineData("{\"value\":[],\"value\":[]}")]
    [InlineData("{\"value\":[{\"clientState\":\"a\",\"clientState\":\"client-state-of-the-tests\",\"resourceData\":{\"id\":\"a\"}}]}")]
    [InlineData("{\"value\":[{\"clientState\":\"\\ud800\"}]}")]
    public async Task Post_NoNotification_RefusedAndNothingRead(string body)
    {
        foreach (var path in (string[])[Notifications, Lifecycle])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, path));
        }

        Assert.Empty(app.Announced);
    }

    [Fact]
    public async Task Post_DeepJson_Refused() => Assert.Equal(HttpStatusCode.BadRequest, await PostAsync($"{{\"value\":{new string('[', 5_000)}{new string(']', 5_000)}}}"));

    [Fact]
    public async Task Post_NotUtf8_Refused()
    {
        using var answer = await app.Client.PostAsync(Notifications, new ByteArrayContent([.. "{\"value\":[{\"clientState\":\""u8, 0xC3, 0x28, .. "\"}]}"u8]), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Post_OverFourMegabytes_Refused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(Body(Item("a")).PadRight(4_194_305)));

    [Fact]
    public async Task Post_FourMegabytes_Taken()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Body(Item("a")).PadRight(4_194_304)));
        Assert.Equal(["a"], app.Announced);
    }

    [Fact]
    public async Task Post_AThousandItems_EachAnnouncedOnce()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Body([.. Enumerable.Range(0, 1_000).Select(number => Item($"id{number % 900}"))])));
        Assert.Equal(900, app.Announced.Count);
    }

    [Fact]
    public async Task Post_MoreThanAThousandItems_Refused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(Body([.. Enumerable.Range(0, 1_001).Select(number => Item($"id{number}"))])));
        Assert.Empty(app.Announced);
    }

    [Theory]
    [InlineData("{\"clientState\":\"a guess\",\"resourceData\":{\"id\":\"theirs\"}}")]
    [InlineData("{\"clientState\":\"client-state-of-the-test\",\"resourceData\":{\"id\":\"theirs\"}}")]
    [InlineData("{\"clientState\":\"CLIENT-STATE-OF-THE-TESTS\",\"resourceData\":{\"id\":\"theirs\"}}")]
    [InlineData("{\"clientState\":\"\",\"resourceData\":{\"id\":\"theirs\"}}")]
    [InlineData("{\"clientState\":null,\"resourceData\":{\"id\":\"theirs\"}}")]
    [InlineData("{\"clientState\":5,\"resourceData\":{\"id\":\"theirs\"}}")]
    [InlineData("{\"clientState\":[\"client-state-of-the-tests\"],\"resourceData\":{\"id\":\"theirs\"}}")]
    [InlineData("{\"resourceData\":{\"id\":\"theirs\"}}")]
    [InlineData("{\"clientState\":\"client-state-of-the-tests\"}")]
    [InlineData("{\"clientState\":\"client-state-of-the-tests\",\"resourceData\":null}")]
    [InlineData("{\"clientState\":\"client-state-of-the-tests\",\"resourceData\":\"theirs\"}")]
    [InlineData("{\"clientState\":\"client-state-of-the-tests\",\"resourceData\":{\"id\":7}}")]
    [InlineData("{\"clientState\":\"client-state-of-the-tests\",\"resourceData\":{\"id\":\"with space\"}}")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    public async Task Post_AnItemThatIsNotOurs_NotReadAndTheOthersTaken(string item)
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync($"{{\"value\":[{Item("first").ToJsonString()},{item},{Item("last").ToJsonString()}]}}"));
        Assert.Equal(["first", "last"], app.Announced);
    }

    [Fact]
    public async Task Post_LongId_NotAnnounced()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Body(Item(new string('a', 513)))));
        Assert.Empty(app.Announced);
    }

    [Fact]
    public async Task Post_BrokerAway_503SoThatGraphTriesAgain()
    {
        app.IsBrokerAway = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(Body(Item("a"))));
    }

    [Fact]
    public async Task Lifecycle_StorageAway_503SoThatGraphTriesAgain() =>
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(Body(new JsonObject { ["clientState"] = MailboxApp.ClientState, ["lifecycleEvent"] = "missed" }), Lifecycle));

    [Fact]
    public async Task Lifecycle_OfSomebodyElse_NothingWritten() =>
        // Storage is away: a write would have been answered 503.
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("""{"value":[{"clientState":"a guess","lifecycleEvent":"subscriptionRemoved"}]}""", Lifecycle));

    /// <summary>Anybody may post there: a line for each would let a stranger fill the log.</summary>
    [Fact]
    public async Task Post_FloodOfSomebodyElses_OneLineAndACount()
    {
        for (var post = 0; post < 20; post++)
        {
            Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Body(Item("a", "a guess"), Item("b", "a guess"))));
        }

        Assert.Single(app.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Contains("Warning: Ignored: notification-foreign, channel email", app.Log.All);
        Assert.Equal(20, Assert.Single(app.Services.GetRequiredService<Router.Operations.Refusals>().Counts.Read()).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("client-state-of-the-tests")]
    public async Task Post_NoMailboxIsUsed_NothingIsOurs(string clientState)
    {
        await using var without = await MailboxApp.StartAsync(address: "");

        using var answer = await without.Client.PostAsync(Notifications, new StringContent(Body(Item("a", clientState))), Token);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Empty(without.Announced);
    }

    [Theory]
    [InlineData("GET", Notifications, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/email/other", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/email", HttpStatusCode.Unauthorized)]
    public async Task Other_MethodOrPath_AsBefore(string method, string path, HttpStatusCode expected)
    {
        using var answer = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static JsonObject Item(string id, string clientState = MailboxApp.ClientState) => new()
    {
        ["subscriptionId"] = "7f105c7d",
        ["clientState"] = clientState,
        ["changeType"] = "created",
        ["resourceData"] = new JsonObject { ["@odata.type"] = "#Microsoft.Graph.Message", ["id"] = id },
    };

    private static string Body(params JsonObject[] items) => new JsonObject { ["value"] = new JsonArray([.. items]) }.ToJsonString();

    private async Task<HttpStatusCode> PostAsync(string body, string path = Notifications)
    {
        using var answer = await app.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Token);
        return answer.StatusCode;
    }
}
