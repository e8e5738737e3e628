using Router.Broker.Security;

namespace Router.Contract.Entities;

public sealed class SasTokenTests
{
    private const string Audience = "amqp://ns.servicebus.windows.net/triage";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static readonly SasKey Key = new("listener", "secret", AccessRights.Listen);

    [Theory]
    [InlineData(Audience)]
    [InlineData("sb://ns.servicebus.windows.net/")]
    [InlineData("http://NS.servicebus.windows.net/Triage")]
    public void Verify_OfCoveringResource_GrantsTheKeysRights(string resource)
    {
        var (verdict, grant) = SasToken.Verify(Token(resource), Audience, [Key], Now);
        Assert.Equal(SasVerdict.Valid, verdict);
        Assert.True(grant!.Covers("triage", AccessRights.Listen, Now));
        Assert.True(grant.Covers("triage/$DeadLetterQueue", AccessRights.Listen, Now));
        Assert.False(grant.Covers("triage", AccessRights.Send, Now));
        Assert.False(grant.Covers("triage", AccessRights.Listen, Now.AddHours(1)));
    }

    [Theory]
    [InlineData("amqp://ns.servicebus.windows.net/tri")]
    [InlineData("amqp://ns.servicebus.windows.net/doing")]
    [InlineData("amqp://other.servicebus.windows.net/triage")]
    public void Verify_OfOtherResource_IsWrongAudience(string resource) =>
        Assert.Equal(SasVerdict.WrongAudience, SasToken.Verify(Token(resource), Audience, [Key], Now).Verdict);

    [Fact]
    public void Verify_AtExpiry_IsExpired() =>
        Assert.Equal(SasVerdict.Expired, SasToken.Verify(Token(Audience), Audience, [Key], Now.AddHours(1)).Verdict);

    [Fact]
    public void Verify_WithProlongedExpiry_IsBadSignature() =>
        Assert.Equal(SasVerdict.BadSignature, SasToken.Verify(Token(Audience).Replace("se=18", "se=19", StringComparison.Ordinal), Audience, [Key], Now).Verdict);

    [Theory]
    [InlineData("")]
    [InlineData("SharedAccessSignature ")]
    [InlineData("SharedAccessSignature sr=a&sig=b&se=1")]
    [InlineData("SharedAccessSignature sr=a&sr=a&sig=b&se=1&skn=listener")]
    public void Verify_OfPieces_IsMalformed(string token) =>
        Assert.Equal(SasVerdict.Malformed, SasToken.Verify(token, Audience, [Key], Now).Verdict);

    [Fact]
    public void Verify_OfUnknownKey_IsRefused() =>
        Assert.Equal(SasVerdict.UnknownKey, SasToken.Verify(Token(Audience), Audience, [Key with { Name = "other" }], Now).Verdict);

    private static string Token(string resource)
    {
        var (sr, se) = (Uri.EscapeDataString(resource), Now.AddHours(1).ToUnixTimeSeconds());
        return $"SharedAccessSignature sr={sr}&sig={Uri.EscapeDataString(Convert.ToBase64String(Key.Sign($"{sr}\n{se}")))}&se={se}&skn=listener";
    }
}
