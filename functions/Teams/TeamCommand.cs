using Router.Teams.Sources;

namespace Router.Teams;

/// <summary>Says from a command line whether a team file can be used, before it is on its way anywhere.</summary>
internal static class TeamCommand
{
    public const int WrongUsage = 2;

    /// <exception cref="TeamFileException">It can't be used.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> words, SourceNames names, TextWriter output, TextWriter error)
    {
        if (words is not ["check", var file])
        {
            await error.WriteLineAsync("team check FILE   says whether the team file can be used");
            return WrongUsage;
        }

        TeamFile.Load(Path.GetFullPath(file), names);
        await output.WriteLineAsync($"{file} can be used.");
        return 0;
    }
}
