using Router.Requests;

namespace Router.Unit.Requests;

public sealed class RequestIdTests
{
    [Fact]
    public void From_SameOrigin_SameId() =>
        Assert.Equal(RequestId.From(Channel.Email, "support", "<a@b>"), RequestId.From(Channel.Email, "support", "<a@b>"));

    [Fact]
    public void From_BordersMoved_OtherId() =>
        Assert.NotEqual(RequestId.From(Channel.Form, "a", "b\nc"), RequestId.From(Channel.Form, "a\nb", "c"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    public void TryParse_NotAnId_Refused(string? text) => Assert.False(RequestId.TryParse(text, out _));

    [Fact]
    public void TryParse_OwnText_SameId()
    {
        var id = RequestId.From(Channel.Webhook, "github", "delivery-1");

        Assert.True(RequestId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
    }
}
