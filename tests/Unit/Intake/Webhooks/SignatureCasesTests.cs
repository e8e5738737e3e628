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
}
