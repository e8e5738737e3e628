using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Unit.Messaging.ServiceBus;

public sealed class TokenKeeperTests : IDisposable
{
    private readonly WatchedClock clock = new(DateTimeOffset.UnixEpoch, wait => wait >= TimeSpan.FromMinutes(5));
    private readonly Channel<string> puts = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource ended = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TokenKeeper keeper;
    private Exception? failure;

    public TokenKeeperTests() => keeper = new TokenKeeper(
        ServiceBusNamespace.From(new MessagingOptions { ConnectionString = "Endpoint=sb://ns;SharedAccessKeyName=n;SharedAccessKey=k" }, () => throw new NotSupportedException(), clock),
        (entity, _, token, _) =>
        {
            puts.Writer.TryWrite($"{entity} until {(token.Expires - DateTimeOffset.UnixEpoch).TotalMinutes}");
            return failure is null ? Task.CompletedTask : Task.FromException(failure);
        },
        clock,
        new MessagingMetrics(services.GetRequiredService<IMeterFactory>()),
        NullLogger.Instance,
        ended.Token);

    [Fact]
    public async Task Ensure_Twice_PutsOne()
    {
        await EnsureAsync("q");
        await EnsureAsync("q");

        Assert.Equal("q until 60", await NextAsync());
        Assert.False(puts.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Ensure_TwoEntities_PutsEachItsOwn()
    {
        await EnsureAsync("q");
        await EnsureAsync("r");

        Assert.Equal(("q until 60", "r until 60"), (await NextAsync(), await NextAsync()));
    }

    [Fact]
    public async Task Ensure_Forgotten_PutsANewOne()
    {
        await EnsureAsync("q");
        keeper.Forget("q");
        clock.Advance(TimeSpan.FromMinutes(1));
        await EnsureAsync("q");

        Assert.Equal(("q until 60", "q until 61"), (await NextAsync(), await NextAsync()));
    }

    [Fact]
    public async Task Renewal_AfterThreeQuarters_ComesAgainAndAgain()
    {
        await EnsureAsync("q");
        await NextAsync();

        await clock.SeeWaitsAsync(1);
        clock.Advance(TimeSpan.FromMinutes(45));
        Assert.Equal("q until 105", await NextAsync());
        await clock.SeeWaitsAsync(1);
        clock.Advance(TimeSpan.FromMinutes(45));
        Assert.Equal("q until 150", await NextAsync());
    }

    [Fact]
    public async Task Renewal_Fails_IsTriedAgainWhileTheOldTokenHolds()
    {
        await EnsureAsync("q");
        await NextAsync();
        failure = new TimeoutException();
        await clock.SeeWaitsAsync(1);
        clock.Advance(TimeSpan.FromMinutes(45));
        await NextAsync();
        await clock.SeeWaitsAsync(1);
        failure = null;

        // A quarter of the quarter that is left has passed: 11 minutes and 15 seconds.
        clock.Advance(TimeSpan.FromMinutes(11.25));

        Assert.Equal("q until 116.25", await NextAsync());
    }

    [Fact]
    public async Task Ensure_Fails_Throws()
    {
        failure = new TimeoutException();

        await Assert.ThrowsAsync<TimeoutException>(() => EnsureAsync("q"));
    }

    [Fact]
    public async Task Renewal_ConnectionLost_Ends()
    {
        await EnsureAsync("q");
        await NextAsync();
        await ended.CancelAsync();

        clock.Advance(TimeSpan.FromHours(2));

        Assert.False(puts.Reader.TryRead(out _));
    }

    public void Dispose()
    {
        ended.Dispose();
        services.Dispose();
    }

    private Task EnsureAsync(string entity) => keeper.EnsureAsync(entity, TestContext.Current.CancellationToken);

    private async Task<string> NextAsync() =>
        await puts.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
}
