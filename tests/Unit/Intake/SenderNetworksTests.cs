using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Router.Intake;
using Router.Intake.Forms;

namespace Router.Unit.Intake;

public sealed class SenderNetworksTests
{
    private static readonly SenderNetworks Networks = new(Options.Create(new FormsOptions()));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7:51234", "203.0.113.7")]
    [InlineData("6.6.6.6, 203.0.113.7:51234", "203.0.113.7")]
    [InlineData("6.6.6.6,203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("[2001:db8:1:2::9]:443", "20010DB800010002")]
    [InlineData("203.0.113.7, unknown", null)]
    [InlineData("", null)]
    public void Of_ForwardedFor_LastHopOnly(string header, string? expected) => Assert.Equal(expected, Networks.Of(new StringValues(header)));

    [Fact]
    public void Of_TwoHeaders_LastOfThem() => Assert.Equal("203.0.113.7", Networks.Of(new StringValues(["6.6.6.6", "203.0.113.7"])));
}
