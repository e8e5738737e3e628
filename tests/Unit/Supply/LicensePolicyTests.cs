using Router.Supply.Licenses;

namespace Router.Unit.Supply;

public sealed class LicensePolicyTests
{
    private static readonly LicensePolicy Policy = LicensePolicy.Parse(
        """
        {"allowed":["MIT","Apache-2.0"],"allowedInTests":["MPL-2.0"],"urls":{"https://a/LICENSE":"MIT"},"packages":{"Own 1.0.0":{"license":"Apache-2.0","reason":"Read."}}}
        """);

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("(MIT)", true)]
    [InlineData("GPL-3.0-only OR MIT", true)]
    [InlineData("(MIT OR CC0-1.0)", true)]
    [InlineData("MIT AND Apache-2.0", true)]
    [InlineData("MIT AND GPL-3.0-only", false)]
    [InlineData("GPL-3.0-only", false)]
    [InlineData("MPL-2.0", false)]
    [InlineData("mit-like", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("MIT OR GPL-3.0-only AND X", false)]
    [InlineData("(MIT OR X) AND (Y)", false)]
    public void Allows_AnExpression_OnlyByTheList(string? expression, bool expected) => Assert.Equal(expected, Policy.Allows(expression, inTestsOnly: false));

    [Fact]
    public void Allows_InTestsOnly_AddsToTheList() => Assert.True(Policy.Allows("MPL-2.0", inTestsOnly: true) && Policy.Allows("MIT", inTestsOnly: true));

    [Theory]
    [InlineData("""<license type="expression">ISC</license><licenseUrl>https://licenses.nuget.org/ISC</licenseUrl>""", "1.0.0", "ISC")]
    [InlineData("""<license type="file">LICENSE.txt</license><licenseUrl>https://aka.ms/deprecateLicenseUrl</licenseUrl>""", "1.0.0", "Apache-2.0")]
    [InlineData("""<license type="file">LICENSE.txt</license>""", "1.0.1", null)]
    [InlineData("<licenseUrl>https://a/LICENSE</licenseUrl>", "2.0.0", "MIT")]
    [InlineData("<licenseUrl>https://b/LICENSE</licenseUrl>", "2.0.0", null)]
    [InlineData("", "2.0.0", null)]
    public void ExpressionOf_ANuspec_IsWhatItSaysOrWhatAPersonRead(string license, string version, string? expected) => Assert.Equal(
        expected,
        Policy.ExpressionOf(PackageLicense.Parse(
            $"""<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>Own</id><version>{version}</version>{license}</metadata></package>""")));
}
