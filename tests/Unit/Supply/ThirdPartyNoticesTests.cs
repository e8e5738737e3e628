using Router.Supply.Licenses;
using Router.Supply.Notices;

namespace Router.Unit.Supply;

public sealed class ThirdPartyNoticesTests : IDisposable
{
    private static readonly LicensePolicy Policy = LicensePolicy.Parse("""{"allowed":["MIT"],"allowedInTests":[],"urls":{},"packages":{}}""");
    private readonly DirectoryInfo packages = Directory.CreateTempSubdirectory("router-packages-");

    public void Dispose() => packages.Delete(recursive: true);

    [Fact]
    public void Write_PackagesOfTwoBoms_NamesEachWithItsTerms()
    {
        Add("Bare", """<license type="expression">MIT</license><copyright>© Bare authors</copyright>""");
        Add("Noted", """<license type="expression">MIT</license><projectUrl>https://noted</projectUrl>""", ("LICENSE.md", "Noted terms"), ("THIRD-PARTY-NOTICES.TXT", "Noted uses zlib"));

        var notices = ThirdPartyNotices.Write([Bom("Noted"), Bom("Bare", "Noted")], packages.FullName, Policy);

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

        var notices = ThirdPartyNotices.Write([Bom("One", "Two")], packages.FullName, Policy);

        Assert.Contains("\nOne 1.0.0, Two 1.0.0\n", notices, StringComparison.Ordinal);
        Assert.Equal(2, notices.Split("Shared terms").Length);
    }

    [Theory]
    [InlineData("""<license type="file">X.txt</license>""", "Nobody knows the license of Odd 1.0.0")]
    [InlineData("""<license type="expression">Zlib</license>""", "has no Zlib.txt")]
    public void Write_APackageWhoseTermsAreUnknown_IsRefused(string license, string why)
    {
        Add("Odd", license);

        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => ThirdPartyNotices.Write([Bom("Odd")], packages.FullName, Policy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_APackageThatIsNotThere_IsRefused() =>
        Assert.Contains("Gone 1.0.0 is not in", Assert.Throws<InvalidDataException>(() => ThirdPartyNotices.Write([Bom("Gone")], packages.FullName, Policy)).Message, StringComparison.Ordinal);

    private static string Bom(params string[] ids) => $$"""{"components":[{{string.Join(',', ids.Select(id => $$"""{"name":"{{id}}","version":"1.0.0"}"""))}}]}""";

    private void Add(string id, string metadata, params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(PackageLicense.FolderOf(packages.FullName, id, "1.0.0")).FullName;
        var nuspec = $"<package><metadata><id>{id}</id><version>1.0.0</version>{metadata}</metadata></package>";
        foreach (var (name, text) in files.Append(($"{Path.GetFileName(Path.GetDirectoryName(folder))}.nuspec", nuspec)))
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
