using System.Runtime.Versioning;
using Router.Runner;
using Router.Runner.Settings;

namespace Router.Unit.Runner;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private readonly string folder = Directory.CreateTempSubdirectory("router-private-").FullName;

    [Fact]
    public void Folder_NewOne_IsItsOwners()
    {
        var made = PrivateFiles.Folder(Path.Combine(folder, "new", "inner"));

        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(made) & Others);
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(Path.Combine(folder, "new")) & Others);
    }

    [Fact]
    public void Folder_OpenOne_IsClosed()
    {
        var open = Directory.CreateDirectory(Path.Combine(folder, "open"), Open).FullName;

        PrivateFiles.Folder(open);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(open));
    }

    [Fact]
    public void Create_OverAnOpenFile_IsClosed()
    {
        var file = OpenFile("broker.log", "old");

        using (var writer = PrivateFiles.Create(file))
        {
            writer.Write("new");
        }

        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(file) & Others);
        Assert.Equal("new", File.ReadAllText(file));
    }

    [Fact]
    public void Prepare_OpenSettings_AreClosed()
    {
        var file = OpenFile("local.settings.json", """{"Values":{"Email__Secret":"mine"}}""");
        var sample = OpenFile("sample.json", """{"Values":{"Email__Secret":"generate"}}""");

        var settings = LocalSettings.Prepare(file, sample, new Progress(TimeProvider.System));

        Assert.Equal("mine", settings["Email__Secret"]);
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(file) & Others);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string OpenFile(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, Open);
        return file;
    }
}
