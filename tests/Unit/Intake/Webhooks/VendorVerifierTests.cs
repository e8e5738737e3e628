using CsCheck;
using Router.Intake;
using Router.Intake.Webhooks;

namespace Router.Unit.Intake.Webhooks;

public sealed class VendorVerifierTests
{
    private const string GitHubGood = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private const string ZendeskSecret = "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=";
    private const string ZendeskGood = "Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=";
    private static readonly byte[] ZendeskBody = "{\"say\": \"hello\"}"u8.ToArray();

    [Theory]
    [InlineData(GitHubGood, "Valid")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "Invalid")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "Invalid")]
    [InlineData("SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "Invalid")]
    [InlineData("sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17", "Invalid")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1", "Invalid")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e177", "Invalid")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18", "Invalid")]
    [InlineData(GitHubGood + "," + GitHubGood, "Invalid")]
    [InlineData(GitHubGood + " ", "Invalid")]
    [InlineData("sha256=", "Invalid")]
    [InlineData("sha256=é", "Invalid")]
    [InlineData("", "Missing")]
    [InlineData(null, "Missing")]
    public void GitHub_Vector_Verdict(string? header, string expected)
    {
        var payload = Payload.Json("Hello, World!").With("x-hub-signature-256", header);

        Assert.Equal(expected, GitHubVerifier.Verify(payload, [Signing.Secret]).ToString());
    }

    [Theory]
    [InlineData(ZendeskGood, "2021-07-25T10:00:00Z", "Valid")]
    [InlineData("tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=", "2021-07-25T10:00:00Z", "Invalid")]
    [InlineData(ZendeskGood, "2021-07-25T10:00:01Z", "Invalid")]
    [InlineData(ZendeskGood, "2021-07-25T10:00:00Z{", "Invalid")]
    [InlineData(ZendeskGood, "", "Missing")]
    [InlineData(ZendeskGood, null, "Missing")]
    [InlineData("Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk", "2021-07-25T10:00:00Z", "Invalid")]
    [InlineData("Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIl=", "2021-07-25T10:00:00Z", "Invalid")]
    [InlineData("sha256=" + ZendeskGood, "2021-07-25T10:00:00Z", "Invalid")]
    [InlineData("", "2021-07-25T10:00:00Z", "Missing")]
    [InlineData(null, "2021-07-25T10:00:00Z", "Missing")]
    public void Zendesk_Vector_Verdict(string? signature, string? timestamp, string expected)
    {
        var payload = Payload.Of(ZendeskBody, "application/json")
            .With(ZendeskVerifier.SignatureHeader, signature)
            .With(ZendeskVerifier.TimestampHeader, timestamp);

        Assert.Equal(expected, ZendeskVerifier.Verify(payload, [ZendeskSecret]).ToString());
    }

    [Fact]
    public void Zendesk_BodyMovedIntoTime_InvalidThoughTheSignedBytesAreTheSame()
    {
        var signed = Signing.Zendesk("x{\"a\":1}"u8.ToArray(), "2021-07-25T10:00:00Z");
        var moved = signed.With(ZendeskVerifier.TimestampHeader, "2021-07-25T10:00:00Zx") with { Body = "{\"a\":1}"u8.ToArray() };

        Assert.Equal(SignatureVerdict.Valid, ZendeskVerifier.Verify(signed, [Signing.Secret]));
        Assert.Equal(SignatureVerdict.Invalid, ZendeskVerifier.Verify(moved, [Signing.Secret]));
    }

    [Fact]
    public void Every_OtherSecretOnly_Invalid()
    {
        var body = "{}"u8.ToArray();
        string[] others = ["another secret, long enough", ""];

        Assert.Equal(SignatureVerdict.Invalid, GitHubVerifier.Verify(Signing.GitHub(body), others));
        Assert.Equal(SignatureVerdict.Invalid, ZendeskVerifier.Verify(Signing.Zendesk(body), others));
        Assert.Equal(SignatureVerdict.Invalid, TypeformVerifier.Verify(Signing.Typeform(body), others));
    }

    [Fact]
    public void Every_PreviousSecret_Valid()
    {
        var body = "{}"u8.ToArray();
        string[] rotating = ["the new secret, long enough", Signing.Secret];

        Assert.Equal(SignatureVerdict.Valid, GitHubVerifier.Verify(Signing.GitHub(body), rotating));
        Assert.Equal(SignatureVerdict.Valid, ZendeskVerifier.Verify(Signing.Zendesk(body), rotating));
        Assert.Equal(SignatureVerdict.Valid, TypeformVerifier.Verify(Signing.Typeform(body), rotating));
    }

    [Fact]
    public void Every_EmptySecretAsKey_Invalid()
    {
        // Whoever guesses that a secret was left empty can sign with the empty key.
        var body = "{}"u8.ToArray();
        string[] empty = [""];

        Assert.Equal(SignatureVerdict.Invalid, GitHubVerifier.Verify(Signing.GitHub(body, secret: ""), empty));
        Assert.Equal(SignatureVerdict.Invalid, ZendeskVerifier.Verify(Signing.Zendesk(body, secret: ""), empty));
        Assert.Equal(SignatureVerdict.Invalid, TypeformVerifier.Verify(Signing.Typeform(body, secret: ""), empty));
        Assert.Equal(SignatureVerdict.Invalid, GitHubVerifier.Verify(Signing.GitHub(body), []));
    }

    [Fact]
    public void Typeform_NoHeader_Missing() =>
        Assert.Equal(SignatureVerdict.Missing, TypeformVerifier.Verify(Payload.Json("{}"), [Signing.Secret]));

    [Fact]
    public void Typeform_HexInsteadOfBase64_Invalid()
    {
        var hex = Signing.GitHub("{}"u8.ToArray()).Headers["X-Hub-Signature-256"];

        Assert.Equal(SignatureVerdict.Invalid, TypeformVerifier.Verify(Payload.Json("{}", ("Typeform-Signature", hex)), [Signing.Secret]));
    }

    [Fact]
    public void Every_OwnSignature_ValidAndNoChangeOfItIs() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.String[Gen.Char.AlphaNumeric, 16, 40], Gen.Int[0, 3], Gen.Int[0, 10_000], Gen.Int[1, 255])
            .Sample((body, secret, what, where, change) =>
            {
                Hold(Signing.GitHub(body, secret: secret), GitHubVerifier.Verify, GitHubVerifier.SignatureHeader);
                Hold(Signing.Zendesk(body, secret: secret), ZendeskVerifier.Verify, ZendeskVerifier.SignatureHeader);
                Hold(Signing.Typeform(body, secret), TypeformVerifier.Verify, TypeformVerifier.SignatureHeader);

                void Hold(InboundPayload signed, Func<InboundPayload, IReadOnlyList<string>, SignatureVerdict> verify, string header)
                {
                    Assert.Equal(SignatureVerdict.Valid, verify(signed, [secret]));
                    Assert.NotEqual(SignatureVerdict.Valid, verify(Mutation.Of(signed, what, where, change, header), [secret]));
                }
            });

    [Fact]
    public void Every_AnyHeaderText_NeverThrows() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((one, two, three) =>
        {
            var payload = Payload.Json("{}").With("webhook-id", one).With("webhook-timestamp", two).With("webhook-signature", three)
                .With("X-Hub-Signature-256", one).With("Typeform-Signature", one)
                .With(ZendeskVerifier.SignatureHeader, one).With(ZendeskVerifier.TimestampHeader, two);
            Assert.NotEqual(SignatureVerdict.Valid, StandardWebhooksVerifier.Verify(payload, [Signing.StandardSecret]));
            Assert.NotEqual(SignatureVerdict.Valid, GitHubVerifier.Verify(payload, [Signing.Secret]));
            Assert.NotEqual(SignatureVerdict.Valid, ZendeskVerifier.Verify(payload, [Signing.Secret]));
            Assert.NotEqual(SignatureVerdict.Valid, TypeformVerifier.Verify(payload, [Signing.Secret]));
        });

}
