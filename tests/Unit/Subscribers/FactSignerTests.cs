using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Router.Intake;
using Router.Intake.Webhooks.Signatures;
using Router.Subscribers;

namespace Router.Unit.Subscribers;

public sealed class FactSignerTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void Sign_PublishedVector_Signed() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        FactSigner.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8, [FactSigner.KeyOf(Secret)!]));

    [Fact]
    public void Sign_TwoSecrets_OneSignatureEach()
    {
        var (old, current) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));

        var both = FactSigner.Sign("msg_1", 1, "{}"u8, [current, old]).Split(' ');

        Assert.Equal([FactSigner.Sign("msg_1", 1, "{}"u8, [current]), FactSigner.Sign("msg_1", 1, "{}"u8, [old])], both);
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_not base64 at all, however long it is made")]
    public void KeyOf_NoSecret_Null(string text) => Assert.Null(FactSigner.KeyOf(text));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100, false)]
    public void KeyOf_Length_AsStandardWebhooksHasIt(int bytes, bool isKey) =>
        Assert.Equal(isKey, FactSigner.KeyOf("whsec_" + Convert.ToBase64String(new byte[bytes])) is not null);

    /// <summary>Our own verifier takes what our signer signs, and nothing else.</summary>
    [Fact]
    public void Sign_AnyBody_VerifiesAndChangedDoesNot() =>
        Gen.Select(Gen.String[0, 200], Gen.Int[0, 1_000_000]).Sample(
            (text, seconds) =>
            {
                var body = Encoding.UTF8.GetBytes(text);
                var signature = FactSigner.Sign("msg_1", seconds, body, [FactSigner.KeyOf(Secret)!]);
                Assert.Equal(SignatureVerdict.Valid, Verify("msg_1", seconds, body, signature));
                Assert.Equal(SignatureVerdict.Invalid, Verify("msg_2", seconds, body, signature));
                Assert.Equal(SignatureVerdict.Invalid, Verify("msg_1", seconds + 1, body, signature));
                Assert.Equal(SignatureVerdict.Invalid, Verify("msg_1", seconds, [.. body, 0], signature));
            },
            iter: 10_000);

    private static SignatureVerdict Verify(string id, long seconds, byte[] body, string signature) => new StandardWebhooksVerifier().Verify(
        new InboundPayload(
            body,
            "application/json",
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["webhook-id"] = id, ["webhook-timestamp"] = $"{seconds}", ["webhook-signature"] = signature },
            DateTimeOffset.FromUnixTimeSeconds(seconds)),
        [Secret]);
}
