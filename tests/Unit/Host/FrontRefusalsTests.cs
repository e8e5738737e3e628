using Microsoft.Extensions.Time.Testing;
using Router.FunctionsHost.Http;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class FrontRefusalsTests
{
    [Fact]
    public void Note_Flood_OneLineAMinuteWithTheCount()
    {
        var lines = new HostLines();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(lines));
        var time = new FakeTimeProvider();
        var refusals = new FrontRefusals(time, logs.CreateLogger<FrontRefusals>());

        for (var minute = 0; minute < 2; minute++)
        {
            for (var post = 0; post < 1_000; post++)
            {
                refusals.Note(HostRefusal.HeaderMalformed);
            }

            time.Advance(FrontRefusals.Between);
        }

        Assert.Equal((2, 1, 1), (lines.CountOf("header-malformed"), lines.CountOf("header-malformed, 1 since"), lines.CountOf("header-malformed, 1000 since")));
    }
}
