using Router.Connectors.Graph;
using Router.Mailbox;
using Router.Messaging;
using Router.Unit.Messaging.ServiceBus;

namespace Router.Unit.Connectors.Graph;

/// <summary>What becomes of refusals, busy answers and silence.</summary>
public sealed class GraphFailuresTests : IAsyncLifetime
{
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(7);
    private readonly WatchedClock time = new(DateTimeOffset.UnixEpoch, wait => wait == Asked);
    private GraphStub stub = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => stub = await GraphStub.StartAsync();

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Find_Busy_WaitsAsLongAsItIsAskedTo(int status)
    {
        stub.Refuse(status, "Busy", "7").Answer("""{"id":"a"}""");
        var asked = stub.Mailbox(time).FindAsync("a", Token);

        await time.SeeWaitsAsync(1);
        Assert.Single(stub.Seen);
        time.Advance(Asked);

        Assert.Equal("a", (await asked)!.Id);
    }

    [Fact]
    public async Task Find_AskedToWaitBeyondTheDeadline_FailsAtOnceAndSaysHowLong()
    {
        stub.Refuse(429, "TooManyRequests", "600");

        var busy = await Assert.ThrowsAsync<MailboxException>(() => stub.Mailbox(time).FindAsync("a", Token));

        Assert.Equal((429, TimeSpan.FromMinutes(10), FailureCategory.Transient), (busy.Status, busy.RetryAfter, FailureClassifier.Classify(busy)));
        Assert.Single(stub.Seen);
    }

    [Fact]
    public async Task Find_AskedToWaitForAYear_TakenForAnHour()
    {
        stub.Refuse(503, "ServiceUnavailable", "31536000");

        var busy = await Assert.ThrowsAsync<MailboxException>(() => stub.Mailbox(time).FindAsync("a", Token));

        Assert.Equal(TimeSpan.FromHours(1), busy.RetryAfter);
    }

    /// <summary>A 503 may come after the mail was taken, and while it is about to leave a second telling is a second mail. Only 429 says that nothing was done.</summary>
    [Theory]
    [InlineData(503, 1)]
    [InlineData(429, 2)]
    public async Task Send_Busy_ToldAgainOnlyWhereNothingCanHaveHappened(int status, int times)
    {
        stub.Refuse(status, "Busy", "7").Answer("", 202);
        var sending = stub.Mailbox(time).SendAsync("a", Token);

        if (await Task.WhenAny(sending, time.SeeWaitsAsync(1)) != sending)
        {
            time.Advance(Asked);
            await sending;
        }

        Assert.Equal((status == 503, times), (sending.IsFaulted, stub.Seen.Count));
    }

    [Theory]
    [InlineData(400, "ErrorInvalidRequest", false)]
    [InlineData(401, "InvalidAuthenticationToken", false)]
    [InlineData(403, "ErrorAccessDenied", false)]
    [InlineData(404, "ErrorInvalidUser", false)]
    [InlineData(423, "ErrorMailboxMoveInProgress", true)]
    [InlineData(500, "ErrorInternalServerError", true)]
    [InlineData(502, "BadGateway", true)]
    [InlineData(504, "GatewayTimeout", true)]
    public async Task Find_Refused_SaysWhyWithoutTheServicesWords(int status, string code, bool mayPass)
    {
        stub.Refuse(status, code);

        var refused = await Assert.ThrowsAsync<MailboxException>(() => stub.Mailbox(time).FindAsync("a", Token));

        Assert.Equal((status, code, mayPass), (refused.Status, refused.Code, FailureClassifier.Classify(refused) == FailureCategory.Transient));
        Assert.DoesNotContain("customer", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>", "text/html")]
    [InlineData("<html>Bad gateway</html>", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("", "")]
    [InlineData("{\"error\":", "application/json")]
    [InlineData("{\"error\":\"text\"}", "application/json")]
    [InlineData("{\"error\":{\"code\":\"<b>words</b>\"}}", "application/json")]
    [InlineData("[]", "application/json")]
    public async Task Find_RefusedByAGatewayOnTheWay_StatusAndWaitKept(string body, string type)
    {
        stub.Answer(body, 502, "9", type);

        var refused = await Assert.ThrowsAsync<MailboxException>(() => stub.Mailbox(time).FindAsync("a", Token));

        Assert.Equal((502, null, TimeSpan.FromSeconds(9)), (refused.Status, refused.Code, refused.RetryAfter));
    }

    [Fact]
    public async Task Find_Gone_Null()
    {
        stub.Refuse(404, "ErrorItemNotFound");

        Assert.Null(await stub.Mailbox(time).FindAsync("a", Token));
    }

    [Fact]
    public async Task ReadChanges_OldLink_Expired()
    {
        stub.Refuse(410, "SyncStateNotFound");

        await Assert.ThrowsAsync<DeltaExpiredException>(() => stub.Mailbox(time).ReadChangesAsync($"{stub.Url}/old", default, Token));
    }

    [Fact]
    public async Task ReadChanges_LinkToAnotherServer_NothingSentThere()
    {
        await using var other = await GraphStub.StartAsync();

        await Assert.ThrowsAsync<DeltaExpiredException>(() => stub.Mailbox(time).ReadChangesAsync($"{other.Url}/delta", default, Token));
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task Find_NobodyListens_MayPass()
    {
        var mailbox = stub.Mailbox(time);
        await stub.DisposeAsync();

        Assert.Equal(FailureCategory.Transient, FailureClassifier.Classify(await Assert.ThrowsAnyAsync<Exception>(() => mailbox.FindAsync("a", Token))));
    }

    [Fact]
    public async Task RunAsync_Silence_EndsAtTheDeadlineByOurClock()
    {
        using var calls = new GraphCalls(time);
        var silent = calls.RunAsync(token => new TaskCompletionSource<bool>().Task.WaitAsync(token), Token);

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(FailureCategory.Transient, FailureClassifier.Classify(await Assert.ThrowsAsync<TimeoutException>(() => silent)));
    }
}
