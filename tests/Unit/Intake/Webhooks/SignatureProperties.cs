using CsCheck;
using Router.Connectors;
using Router.Intake;
using Router.Intake.Webhooks.Signatures;

namespace Router.Unit.Intake.Webhooks;

/// <summary>What holds of every scheme, for generated bodies and secrets.</summary>
public sealed class SignatureProperties
{
    private const long Iterations = 10_000;
    private static readonly Gen<byte[]> Bodies = Gen.Byte.Array[0, 200];
    private static readonly Gen<string> Secrets = Gen.String[Gen.Char.AlphaNumeric, 16, 40];

    public static TheoryData<string> Schemes => [.. Signing.All.Keys];

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Verify_OwnSignature_Valid(string source) => Gen.Select(Bodies, Secrets).Sample(
        (body, secret) => Verify(source, Signing.All[source].Sign(body, SecretFor(source, secret)), SecretFor(source, secret)) == SignatureVerdict.Valid,
        iter: Iterations);

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Verify_AnythingChanged_NotValid(string source) => Gen.Select(Bodies, Secrets, Gen.Int[0, 3], Gen.Int[0, 10_000], Gen.Int[1, 255]).Sample(
        (body, secret, what, where, change) =>
        {
            var scheme = Signing.All[source];
            var signed = scheme.Sign(body, SecretFor(source, secret));
            return Verify(source, Mutation.Of(signed, scheme.CoversBody ? what : 2 + (what % 2), where, change, scheme.Header), SecretFor(source, secret)) != SignatureVerdict.Valid;
        },
        iter: Iterations);

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Verify_AnyHeaderTexts_NotValidAndNeverThrows(string source) => Gen.Select(Gen.String, Gen.String, Gen.String).Sample(
        (one, two, three) =>
        {
            var scheme = Signing.All[source];
            var payload = scheme.Sign([], SecretFor(source, Signing.Secret));
            foreach (var (header, text) in payload.Headers.Keys.Zip([one, two, three]))
            {
                payload = payload.With(header, text);
            }

            return Verify(source, payload, SecretFor(source, Signing.Secret)) != SignatureVerdict.Valid;
        },
        iter: Iterations);

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Verify_EmptyOrNoSecret_NotValid(string source)
    {
        // Whoever guesses that a secret was left empty can sign with the empty key.
        var signed = Signing.All[source].Sign("{}"u8.ToArray(), source == "standard" ? "whsec_" : "");

        Assert.NotEqual(SignatureVerdict.Valid, Verify(source, signed, ""));
        Assert.NotEqual(SignatureVerdict.Valid, Verify(source, signed));
    }

    private static string SecretFor(string source, string secret) =>
        source == "standard" ? "whsec_" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret.PadRight(24, 'x'))) : secret;

    private static SignatureVerdict Verify(string source, InboundPayload payload, params string[] secrets) =>
        ShippedConnectors.Schemes.VerifierOf(TestTeam.Team.FindSource(source)!, Signing.Audience).Verify(payload, secrets);
}
