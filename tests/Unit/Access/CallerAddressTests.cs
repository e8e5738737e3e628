using Microsoft.Extensions.Options;
using Router.Access;
using Router.Intake;
using Router.Intake.Forms;

namespace Router.Unit.Access;

public sealed class CallerAddressTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9:51234", "203.0.113.9")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("<script>", "unknown")]
    [InlineData("", "unknown")]
    [InlineData(null, "unknown")]
    public void Of_ForwardedFor_LastHopOnly(string? header, string expected) => Assert.Equal(expected, Of(header, ForwardedFor.LastHop));

    [Fact]
    public void Of_ForwardedForOff_NotBelieved() => Assert.Equal(CallerAddress.Unknown, Of("203.0.113.9", ForwardedFor.Off));

    private static string Of(string? header, ForwardedFor mode)
    {
        var request = new DefaultHttpContext().Request;
        if (header is not null)
        {
            request.Headers["X-Forwarded-For"] = header;
        }

        return new CallerAddress(new SenderNetworks(Options.Create(new FormsOptions { ForwardedFor = mode }))).Of(request);
    }
}
