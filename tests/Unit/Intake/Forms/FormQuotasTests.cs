using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Router.Intake;
using Router.Intake.Forms;

namespace Router.Unit.Intake.Forms;

public sealed class FormQuotasTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_MoreRequestsThanOneAddressMay_OnlyItWaits()
    {
        var quotas = Quotas(new FormsOptions { RequestsPerDay = 10 });

        Assert.Null(quotas.TryTake(From("203.0.113.7"), "ann@example.com", 1, 0));
        Assert.Null(quotas.TryTake(From("203.0.113.7"), "Ann@Example.com", 1, 0));
        Assert.Equal(TimeSpan.FromHours(12), quotas.TryTake(From("203.0.113.7"), "ann@example.com", 1, 0));
        Assert.Null(quotas.TryTake(From("203.0.113.7"), "bob@example.com", 1, 0));
        Assert.Null(quotas.TryTake(From("203.0.113.8"), "ann@example.com", 1, 0));
    }

    [Fact]
    public void TryTake_MoreRequestsThanANetworkMay_WaitsUntilTheyRest()
    {
        var quotas = Quotas(new FormsOptions { RequestsPerDay = 10 });
        Assert.All(Enumerable.Range(0, 10), number => Assert.Null(quotas.TryTake(From("203.0.113.7"), $"{number}@example.com", 1, 0)));

        var wait = quotas.TryTake(From("203.0.113.7"), "new@example.com", 1, 0);

        Assert.NotNull(wait);
        _time.Advance(wait.Value);
        Assert.Null(quotas.TryTake(From("203.0.113.7"), "new@example.com", 1, 0));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "[2001:db8:1:2::9]:443", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void TryTake_AddressesOfIPv6_CountTogetherWhereOneSubscriberHasThem(string one, string other, bool together)
    {
        var quotas = Quotas(new FormsOptions { RequestsPerDay = 1 });

        Assert.Null(quotas.TryTake(From(one), "ann@example.com", 1, 0));
        Assert.Equal(together, quotas.TryTake(From(other), "bob@example.com", 1, 0) is not null);
    }

    [Theory]
    [InlineData(501, 0)]
    [InlineData(1, 6)]
    public void TryTake_MoreBytesOrFiles_Waits(long bytes, int files)
    {
        var quotas = Quotas(new FormsOptions { BytesPerDay = 1_000, FilesPerDay = 10 });

        Assert.Null(quotas.TryTake(From("203.0.113.7"), "", bytes, files));
        Assert.NotNull(quotas.TryTake(From("203.0.113.7"), "", bytes, files));
        Assert.Null(quotas.TryTake(From("203.0.113.8"), "", bytes / 2, files / 2));
    }

    [Fact]
    public void TryTake_NoLimits_AlwaysPasses()
    {
        var quotas = Quotas(new FormsOptions { RequestsPerDay = 0, BytesPerDay = 0, FilesPerDay = 0 });

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(quotas.TryTake(From("203.0.113.7"), "ann@example.com", long.MaxValue, 40)));
    }

    [Fact]
    public void TryTake_NetworkUnknown_Passes()
    {
        var quotas = Quotas(new FormsOptions { RequestsPerDay = 1, ForwardedFor = ForwardedFor.Off });

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(quotas.TryTake(From("203.0.113.7"), "ann@example.com", 1, 0)));
    }

    private FormQuotas Quotas(FormsOptions options) => new(Options.Create(options), new SenderNetworks(Options.Create(options)), _time);

    private static HttpRequest From(string forwardedFor)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[SenderNetworks.Header] = forwardedFor;
        return context.Request;
    }
}
