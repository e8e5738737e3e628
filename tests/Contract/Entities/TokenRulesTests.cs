using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Router.Broker.Security;

namespace Router.Contract.Entities;

public sealed class TokenRulesTests
{
    private const string Issuer = "https://sts.example.com/tenant";
    private const string Audience = "amqp://localhost/triage";
    private const long Now = 1_800_000_000;
    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(Now));

    [Theory]
    [InlineData("https://servicebus.azure.net")]
    [InlineData("https://servicebus.azure.net/")]
    public void Jwt_OfTheIssuer_GrantsUntilItExpires(string audience)
    {
        var (grant, refusal) = Verify(Token($$"""{"iss":"{{Issuer}}","aud":"{{audience}}","nbf":{{Now}},"exp":{{Now + 60}}}"""), Issuer);
        Assert.Null(refusal);
        Assert.True(grant!.Covers("triage", AccessRights.Listen, clock.GetUtcNow().AddSeconds(59)));
        Assert.False(grant.Covers("triage", AccessRights.Listen, clock.GetUtcNow().AddSeconds(60)));
        Assert.False(grant.Covers("doing", AccessRights.Listen, clock.GetUtcNow()));
    }

    [Fact]
    public void Jwt_WithoutTheSwitch_IsRefused()
    {
        var (grant, refusal) = Verify(Token($$"""{"iss":"{{Issuer}}","aud":"https://servicebus.azure.net","exp":{{Now + 60}}}"""), null);
        Assert.Null(grant);
        Assert.Contains("shared access signatures only", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"iss":"https://sts.example.com/other","aud":"https://servicebus.azure.net","exp":1800000060}""", "InvalidIssuer")]
    [InlineData("""{"iss":"https://sts.example.com/tenant","aud":"https://vault.azure.net","exp":1800000060}""", "InvalidAudience")]
    [InlineData("""{"iss":"https://sts.example.com/tenant","aud":"https://servicebus.azure.net","exp":1800000000}""", "ExpiredToken")]
    [InlineData("""{"iss":"https://sts.example.com/tenant","aud":"https://servicebus.azure.net","nbf":1800000001,"exp":1800000060}""", "InvalidToken")]
    [InlineData("""{"iss":"https://sts.example.com/tenant","aud":"https://servicebus.azure.net"}""", "MalformedToken")]
    [InlineData("""{"iss":1,"aud":[],"exp":"soon"}""", "MalformedToken")]
    [InlineData("""{"iss":"https://sts.example.com/tenant","aud":"https://servicebus.azure.net","exp":9223372036854775807}""", "MalformedToken")]
    [InlineData("[]", "MalformedToken")]
    [InlineData("no json", "MalformedToken")]
    public void Jwt_ThatIsWrong_IsRefusedWithItsReason(string claims, string reason) =>
        Assert.StartsWith(reason, Verify(Token(claims), Issuer).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("....")]
    [InlineData("e30.!!!.e30")]
    public void Jwt_ThatIsNone_IsRefused(string token) => Assert.StartsWith("MalformedToken", Verify(token, Issuer).Refusal, StringComparison.Ordinal);

    private static string Token(string claims) => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.unchecked";

    private (SasGrant? Grant, string? Refusal) Verify(string token, string? issuer) => new TokenRules([], issuer, clock).Verify("jwt", token, Audience);
}
