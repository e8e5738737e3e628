using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Router.Access;
using Router.Contract.Storage;
using Router.Intake;
using Router.Intake.Forms;

namespace Router.Contract.Access;

public sealed class AuditTrailTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Noon = new(2031, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Latest_OverTheTurnOfMonthAndYear_NewestFirstAndEachOnce()
    {
        var trail = new AuditTrail(new RouterStorage(azurite).Account, new CallerAddress(new SenderNetworks(Options.Create(new FormsOptions()))), new FakeTimeProvider());
        DateTimeOffset[] times = [Noon, Noon.AddMonths(-1), Noon.AddMonths(-2), Noon.AddSeconds(1), Noon.AddDays(-1), Noon];
        foreach (var at in times)
        {
            await trail.AddAsync(Entry(at), Token);
        }

        var found = new List<DateTimeOffset>();
        string? after = null;
        while (await trail.LatestAsync(after, Token).Take(2).ToListAsync(Token) is { Count: > 0 } page)
        {
            // Other tests of this run may have acted too.
            found.AddRange(page.Select(each => each.Entry.At).Where(at => at.Year >= 2030));
            after = page[^1].Cursor;
        }

        Assert.Equal(times.OrderDescending(), found);
        Assert.Equal([Noon.AddSeconds(1), Noon, Noon], await trail.OfMonthAsync(new DateOnly(2031, 1, 9), Token).Select(entry => entry.At).ToListAsync(Token));
        Assert.Equal(Entry(Noon.AddMonths(-2)), Assert.Single(await trail.OfMonthAsync(new DateOnly(2030, 11, 1), Token).ToListAsync(Token)));
    }

    private static AuditEntry Entry(DateTimeOffset at) => new(at, "Casey", "local", "Admin", "Close", "/requests/x", "", "unknown");
}
