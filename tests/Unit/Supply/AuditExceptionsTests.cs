using Router.Supply.Audit;

namespace Router.Unit.Supply;

public sealed class AuditExceptionsTests
{
    [Fact]
    public void Parse_BothKinds_ReadsThem() => Assert.Equal(
        [
            new AuditException("npm", IsSource: true, new DateOnly(2027, 3, 31), "No endpoint."),
            new AuditException("https://github.com/advisories/GHSA-1", IsSource: false, new DateOnly(2027, 1, 2), "Not reachable."),
        ],
        AuditExceptions.Parse(
            """
            <Project><ItemGroup>
              <AuditAccepted Include="https://github.com/advisories/GHSA-1" Until="2027-01-02" Reason="Not reachable." />
              <AuditNoData Include="npm" Until="2027-03-31" Reason="No endpoint." />
              <NuGetAuditSuppress Include="@(AuditAccepted)" />
            </ItemGroup></Project>
            """));

    [Theory]
    [InlineData("""<AuditNoData Include="npm" Until="2027-03-31" />""")]
    [InlineData("""<AuditNoData Include="npm" Until="2027-03-31" Reason=" " />""")]
    [InlineData("""<AuditNoData Include="npm" Reason="No endpoint." />""")]
    [InlineData("""<AuditAccepted Include="npm" Until="31.3.2027" Reason="No endpoint." />""")]
    [InlineData("""<AuditAccepted Until="2027-03-31" Reason="No endpoint." />""")]
    public void Parse_AnEntryThatIsNotWhole_IsRefused(string entry) =>
        Assert.Throws<FormatException>(() => AuditExceptions.Parse($"<Project><ItemGroup>{entry}</ItemGroup></Project>"));
}
