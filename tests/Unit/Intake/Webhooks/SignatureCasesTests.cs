using Router.Intake.Webhooks.Signatures;

namespace Router.Unit.Intake.Webhooks;

public sealed class SignatureCasesTests
{
    public static TheoryData<string> Names => [.. SignatureCase.All.Keys];

    [Fact]
    public void Cases_AreManyAndGiveEachVerdict()
    {
        Assert.True(SignatureCase.All.Count >= 180);
        Assert.Equal(Enum.GetNames<SignatureVerdict>().Order(), SignatureCase.All.Values.Select(each => each.Expected).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_Case_Verdict(string name) => Assert.Equal(SignatureCase.All[name].Expected, SignatureCase.All[name].Verdict);

    /// <summary>Before the body is read nothing is refused that it would have proven, and nothing let in that it does not.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Foresee_Case_RefusesNothingValid(string name)
    {
        var (foreseen, verdict) = (SignatureCase.All[name].Foreseen, SignatureCase.All[name].Verdict);

        Assert.True(foreseen is null || foreseen == SignatureVerdict.Valid == (verdict == nameof(SignatureVerdict.Valid)), $"{foreseen}, then {verdict}");
        Assert.Equal(verdict == nameof(SignatureVerdict.Missing), foreseen == SignatureVerdict.Missing);
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("v1,zz")]
    public void Foresee_SignatureOfAnotherShape_Invalid(string signature)
    {
        var valid = SignatureCase.All.Values.Where(each => each.Expected == nameof(SignatureVerdict.Valid)).ToList();

        Assert.All(valid, each => Assert.Equal(SignatureVerdict.Invalid, (each with { Payload = each.WithSignature(signature) }).Foreseen));
    }
}
