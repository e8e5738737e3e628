using Router.Intake.Forms;

namespace Router.Unit.Intake.Forms;

public sealed class FormOriginTests
{
    [Fact]
    public void OfSender_SameSender_Same() =>
        Assert.Equal(FormOrigin.OfSender("key:one", "203.0.113.7", "ann@example.com"), FormOrigin.OfSender("key:one", "203.0.113.7", "Ann@Example.com"));

    [Theory]
    [InlineData("key:two", "203.0.113.7", "ann@example.com")]
    [InlineData("key:one", "203.0.113.8", "ann@example.com")]
    [InlineData("key:one", null, "ann@example.com")]
    [InlineData("key:one", "203.0.113.7", "bob@example.com")]
    [InlineData("key:one", "203.0.113.7", "")]
    public void OfSender_AnotherKeyNetworkOrAddress_Another(string origin, string? network, string address) =>
        Assert.NotEqual(FormOrigin.OfSender("key:one", "203.0.113.7", "ann@example.com"), FormOrigin.OfSender(origin, network, address));
}
