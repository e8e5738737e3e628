using System.Buffers.Text;
using System.Text;
using Router.Connectors.Graph;

namespace Router.Unit.Connectors.Graph;

public sealed class TokenRolesTests
{
    [Theory]
    [InlineData("""{"roles":["Mail.ReadWrite","Mail.Send"]}""", new[] { "Mail.ReadWrite", "Mail.Send" })]
    [InlineData("""{"aud":"https://graph.microsoft.com"}""", new string[0])]
    [InlineData("""{"roles":"Mail.Send"}""", new string[0])]
    [InlineData("[]", new string[0])]
    [InlineData("no json", new string[0])]
    public void Of_AToken_ItsRoles(string claims, string[] expected) =>
        Assert.Equal(expected, TokenRoles.Of($"head.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.signature"));

    [Theory]
    [InlineData("")]
    [InlineData("opaque")]
    [InlineData("a.%.c")]
    public void Of_NoJsonWebToken_None(string token) => Assert.Empty(TokenRoles.Of(token));
}
