using System.Text;
using CsCheck;
using Router.Intake;
using Router.Intake.Webhooks;

namespace Router.Unit.Intake.Webhooks;

public sealed class StandardWebhooksVerifierTests
{
    private const string Good = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Other = "v1,AAAM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly string[] Secrets = [Signing.StandardSecret];

    [Fact]
    public void Verify_SpecVector_Valid() => Assert.Equal(SignatureVerdict.Valid, Verify(Vector()));

    [Theory]
    [InlineData(Good + " " + Other, "Valid")]
    [InlineData(Other + " " + Good, "Valid")]
    [InlineData("v1a,abc " + Good, "Valid")]
    [InlineData("v2,xyz odd , v1 v1, =;= " + Good, "Valid")]
    [InlineData("v1,not*base64 " + Good, "Valid")]
    [InlineData(" " + Good + " ", "Valid")]
    [InlineData(Other, "Invalid")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "Invalid")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "Invalid")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "Invalid")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "Invalid")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=", "Invalid")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE", "Invalid")]
    [InlineData("v1,", "Invalid")]
    [InlineData(",", "Invalid")]
    [InlineData(" ", "Invalid")]
    [InlineData("", "Missing")]
    [InlineData(null, "Missing")]
    public void Verify_SignatureHeader_Verdict(string? header, string expected) =>
        Assert.Equal(expected, Verify(Vector().With("webhook-signature", header)).ToString());

    [Theory]
    [InlineData("webhook-id", null, "Missing")]
    [InlineData("webhook-id", "", "Missing")]
    [InlineData("webhook-id", "msg_other", "Invalid")]
    [InlineData("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330", "Invalid")]
    [InlineData("webhook-timestamp", null, "Missing")]
    [InlineData("webhook-timestamp", "", "Missing")]
    [InlineData("webhook-timestamp", "1614265331", "Invalid")]
    [InlineData("webhook-timestamp", " 1614265330", "Invalid")]
    [InlineData("webhook-timestamp", "+1614265330", "Invalid")]
    [InlineData("webhook-timestamp", "-1614265330", "Invalid")]
    [InlineData("webhook-timestamp", "1614265330.0", "Invalid")]
    [InlineData("webhook-timestamp", "99999999999999999999", "Invalid")]
    [InlineData("webhook-timestamp", "9223372036854775807", "Invalid")]
    [InlineData("webhook-timestamp", "now", "Invalid")]
    public void Verify_IdOrTime_Verdict(string header, string? value, string expected) =>
        Assert.Equal(expected, Verify(Vector().With(header, value)).ToString());

    [Theory]
    [InlineData(-301, "Stale")]
    [InlineData(-300, "Valid")]
    [InlineData(-299, "Valid")]
    [InlineData(0, "Valid")]
    [InlineData(299, "Valid")]
    [InlineData(300, "Valid")]
    [InlineData(301, "Stale")]
    public void Verify_SignedTime_WithinTolerance(int secondsFromNow, string expected) =>
        Assert.Equal(expected, Verify(Signing.Standard("{}"u8.ToArray(), at: Payload.Now.ToUnixTimeSeconds() + secondsFromNow)).ToString());

    [Fact]
    public void Verify_DotInId_InvalidThoughSigned() =>
        Assert.Equal(SignatureVerdict.Invalid, Verify(Signing.Standard("{}"u8.ToArray(), id: "msg.1")));

    [Fact]
    public void Verify_ReserialisedBody_Invalid() =>
        Assert.Equal(SignatureVerdict.Invalid, Verify(Vector() with { Body = "{\"test\":2432232314}"u8.ToArray() }));

    [Fact]
    public void Verify_PreviousSecret_Valid()
    {
        var current = "whsec_" + Convert.ToBase64String(new byte[32]);

        Assert.Equal(SignatureVerdict.Valid, StandardWebhooksVerifier.Verify(Vector(), [current, Signing.StandardSecret]));
        Assert.Equal(SignatureVerdict.Invalid, StandardWebhooksVerifier.Verify(Vector(), [current]));
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_not base64 at all, not base64 at all")]
    public void Verify_NoUsableSecret_Invalid(params string[] secrets) =>
        Assert.Equal(SignatureVerdict.Invalid, StandardWebhooksVerifier.Verify(Vector(), secrets));

    [Fact]
    public void Verify_OwnSignature_ValidAndNoChangeOfItIs() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.String[Gen.Char.AlphaNumeric, 1, 30], Gen.Int[-300, 300], Gen.Int[0, 3], Gen.Int[0, 10_000], Gen.Int[1, 255])
            .Sample((body, id, offset, what, where, change) =>
            {
                var signed = Signing.Standard(body, id, Payload.Now.ToUnixTimeSeconds() + offset);
                Assert.Equal(SignatureVerdict.Valid, Verify(signed));
                Assert.NotEqual(SignatureVerdict.Valid, Verify(Mutation.Of(signed, what, where, change, StandardWebhooksVerifier.SignatureHeader)));
            });

    private static SignatureVerdict Verify(InboundPayload payload) => StandardWebhooksVerifier.Verify(payload, Secrets);

    private static InboundPayload Vector() => Payload.Of(
        Encoding.UTF8.GetBytes("{\"test\": 2432232314}"),
        "application/json",
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        ("webhook-signature", Good));
}
