using Router.Runner;
using Router.Runner.Stack;

namespace Router.Unit.Runner;

public sealed class RunningStacksTests : IDisposable
{
    private const string Settings = "/somewhere/settings.json";

    private static readonly Ports TheirPorts = new() { Site = 1, Table = 2 };

    private readonly string folder = Directory.CreateTempSubdirectory("router-running-").FullName;

    private RunningStacks Stacks => new(Path.Combine(folder, "running"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Find_WhileAStackRuns_ItsPortsForItsSettingsOnly()
    {
        using var data = DataFolder.Open(Path.Combine(folder, "data"));
        using (Stacks.Announce(Settings, data.Path, TheirPorts))
        {
            Assert.Equal(TheirPorts, Stacks.Find(Settings));
            Assert.Null(Stacks.Find("/somewhere/others.json"));
        }

        Assert.Null(Stacks.Find(Settings));
    }

    [Fact]
    public void Find_AfterItWasKilled_Nothing()
    {
        var data = DataFolder.Open(Path.Combine(folder, "data"));
        _ = Stacks.Announce(Settings, data.Path, TheirPorts);

        data.Dispose();

        Assert.Null(Stacks.Find(Settings));
    }

    [Fact]
    public void Announce_AfterAnotherWasKilled_ThatOneIsForgotten()
    {
        using (var data = DataFolder.Open(Path.Combine(folder, "data")))
        {
            _ = Stacks.Announce("/somewhere/others.json", data.Path, TheirPorts);
        }

        using var next = DataFolder.Open(Path.Combine(folder, "next"));
        using var announced = Stacks.Announce(Settings, next.Path, TheirPorts);

        Assert.Single(Directory.GetFiles(Path.Combine(folder, "running")));
    }

    [Fact]
    public void Announce_TheSameSettingsTwice_TheEndOfTheFirstLeavesTheSecond()
    {
        using var one = DataFolder.Open(Path.Combine(folder, "one"));
        using var two = DataFolder.Open(Path.Combine(folder, "two"));
        var first = Stacks.Announce(Settings, one.Path, TheirPorts with { Site = 3 });
        using var second = Stacks.Announce(Settings, two.Path, TheirPorts);

        first.Dispose();

        Assert.Equal(TheirPorts, Stacks.Find(Settings));
    }
}
