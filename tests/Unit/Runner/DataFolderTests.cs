using Router.Runner;
using Router.Runner.Stack;

namespace Router.Unit.Runner;

public sealed class DataFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("router-data-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Open_Missing_Made()
    {
        using var data = DataFolder.Open(Path.Combine(folder, "a", "b"));

        Assert.True(Directory.Exists(Path.Combine(folder, "a", "b")));
    }

    [Fact]
    public void Open_UsedByAnother_RefusedUntilThatOneEnds()
    {
        using (DataFolder.Open(folder))
        {
            var refusal = Assert.Throws<RunnerException>(() => DataFolder.Open(folder));

            Assert.Equal((RunnerException.Failed, $"Another Router uses the data in {folder}. End it, or name another folder with --data."), (refusal.ExitCode, refusal.Message));
            Assert.True(DataFolder.IsInUse(folder));
        }

        Assert.False(DataFolder.IsInUse(folder));
        DataFolder.Open(folder).Dispose();
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("/proc/x")]
    public void Open_NoFolderToKeepDataIn_WrongUsageInOneLine(string path)
    {
        File.WriteAllText(Path.Combine(folder, "file"), "");

        var refusal = Assert.Throws<RunnerException>(() => DataFolder.Open(Path.Combine(folder, path)));

        Assert.Equal(RunnerException.WrongUsage, refusal.ExitCode);
        Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Empty_WhatEarlierRunsLeft_GoneButNotWhatALinkLeadsTo()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder, "elsewhere"));
        File.WriteAllText(Path.Combine(elsewhere.FullName, "kept"), "");
        using var data = DataFolder.Open(Path.Combine(folder, "data"));
        Directory.CreateDirectory(Path.Combine(data.Path, "logs"));
        File.WriteAllText(Path.Combine(data.Path, "logs", "old"), "");
        Directory.CreateSymbolicLink(Path.Combine(data.Path, "link"), elsewhere.FullName);

        data.Empty();

        Assert.Single(Directory.GetFileSystemEntries(data.Path));
        Assert.True(DataFolder.IsInUse(data.Path));
        Assert.True(File.Exists(Path.Combine(elsewhere.FullName, "kept")));
    }
}
