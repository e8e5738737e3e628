namespace Router.Teams;

/// <summary>The team file can't be used; names every fault found, so that one correction is enough.</summary>
internal sealed class TeamFileException(string path, IReadOnlyList<string> faults)
    : Exception($"The team file {path} can't be used:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", faults)}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
