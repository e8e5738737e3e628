using Router.Supply.Licenses;
using Router.Supply.Notices;

namespace Router.Unit.Supply;

public sealed class ThirdPartyNoticesTests : IDisposable
{
    private static readonly LicensePolicy Policy = LicensePolicy.Parse("""{"allowed":["MIT"],"allowedInTests":[],"urls":{},"packages":{}}""");
    private readonly DirectoryInfo packages = Directory.CreateTempSubdirectory("router-packages-");

    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("router-packages-");

    public void Dispose()
    {
        packages.Delete(recursive: true);
        elsewhere.Delete();
    }

    [Fact]
    public void Write_PackagesOfTwoBoms_NamesEachWithItsTerms()
    {
        Add("Bare", """<license type="expression">MIT</license><copyright>© Bare authors</copyright>""");
        Add("Noted", """<license type="expression">MIT</license><projectUrl>https://noted</projectUrl>""", ("LICENSE.md", "Noted terms"), ("THIRD-PARTY-NOTICES.TXT", "Noted uses zlib"));

        var notices = ThirdPartyNotices.Write([Bom("Noted"), Bom("Bare", "Noted")], [elsewhere.FullName, packages.FullName], Policy);

        Assert.Contains("Bare 1.0.0 (MIT)\nNoted 1.0.0 (MIT) https://noted\n", notices, StringComparison.Ordinal);
        Assert.Contains("© Bare authors\n\nMIT License", notices, StringComparison.Ordinal);
        Assert.Contains("\nNoted 1.0.0\n", notices, StringComparison.Ordinal);
        Assert.Contains("Noted terms", notices, StringComparison.Ordinal);
        Assert.Contains("Noted uses zlib", notices, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TheSameWordsTwice_StandOnce()
    {
        Add("One", """<license type="expression">MIT</license>""", ("LICENSE", "Shared terms"));
        Add("Two", """<license type="expression">MIT</license>""", ("LICENSE.txt", "Shared terms\r\n"));

        var notices = ThirdPartyNotices.Write([Bom("One", "Two")], [elsewhere.FullName, packages.FullName], Policy);

        Assert.Contains("\nOne 1.0.0, Two 1.0.0\n", notices, StringComparison.Ordinal);
        Assert.Equal(2, notices.Split("Shared terms").Length);
    }

    // A test holds those of the lock files to what is known; the host's extension brings others.
    [Theory]
    [InlineData("""<license type="file">X.txt</license><projectUrl>https://odd</projectUrl>""", "Odd 1.0.0 (license not stated) https://odd", "brings no text of its license; see https://odd")]
    [InlineData("""<license type="expression">Zlib</license>""", "Odd 1.0.0 (Zlib)", "brings no text of its license; see https://www.nuget.org/packages/Odd/1.0.0")]
    [InlineData("<licenseUrl>https://odd/terms</licenseUrl>", "Odd 1.0.0 (license not stated)", "brings no text of its license; see https://odd/terms")]
    public void Write_APackageWhoseTermsAreUnknown_SaysWhereToLook(string license, string line, string terms)
    {
        Add("Odd", license);

        var notices = ThirdPartyNotices.Write([Bom("Odd")], [elsewhere.FullName, packages.FullName], Policy);

        Assert.Contains(line, notices, StringComparison.Ordinal);
        Assert.Contains(terms, notices, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_APackageThatIsNotThere_IsRefused() =>
        Assert.Contains("Gone 1.0.0 is not in", Assert.Throws<InvalidDataException>(() => ThirdPartyNotices.Write([Bom("Gone")], [elsewhere.FullName, packages.FullName], Policy)).Message, StringComparison.Ordinal);

    private static string Bom(params string[] ids) => $$"""{"components":[{{string.Join(',', ids.Select(id => $$"""{"name":"{{id}}","version":"1.0.0"}"""))}}]}""";

    private void Add(string id, string metadata, params (string Name, string Text)[] files)
    {
#pragma warning disable CA1308 // As NuGet does.
        var name = id.ToLowerInvariant();
#pragma warning restore CA1308
        var folder = packages.CreateSubdirectory(Path.Combine(name, "1.0.0")).FullName;
        var nuspec = $"<package><metadata><id>{id}</id><version>1.0.0</version>{metadata}</metadata></package>";
        foreach (var (file, text) in files.Append(($"{name}.nuspec", nuspec)))
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }
    }
}
