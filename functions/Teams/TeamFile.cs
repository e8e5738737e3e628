using System.Text.Json;
using Router.Teams.Sources;

namespace Router.Teams;

/// <summary>Reads the team file and refuses one that would mislead routing later.</summary>
internal static class TeamFile
{
    /// <param name="names">What it may name of webhook sources.</param>
    /// <exception cref="TeamFileException">The file is missing, is not readable, is not JSON of the right shape, or contradicts itself.</exception>
    public static Team Load(string path, SourceNames names)
    {
        var team = Spelt(Parse(path, ReadBytes(path)), names);
        var faults = TeamRules.Check(team, names);
        return faults.Count == 0 ? team : throw new TeamFileException(path, faults);
    }

    // A list that holds null is a fault of its own.
    private static Team Spelt(Team team, SourceNames names) =>
        team.Sources.Any(source => source is null) ? team : team with { Sources = [.. team.Sources.Select(names.Spelt)] };

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TeamFileException(path, ["There is no such file. Set Team__Path, or put team.json beside the app."]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TeamFileException(path, [$"It can't be read: {exception.Message}"]);
        }
    }

    private static Team Parse(string path, byte[] bytes)
    {
        ReadOnlySpan<byte> utf8 = bytes;
        // Editors on Windows write a byte order mark, which is not JSON.
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            return JsonSerializer.Deserialize(utf8, TeamJsonContext.Default.Team)
                ?? throw new TeamFileException(path, ["It holds null, not a team."]);
        }
        catch (JsonException exception)
        {
            // Property-level faults have a path and often no place; syntax faults have a place.
            var place = exception.LineNumber is { } line ? $"Line {line + 1}: " : "";
            throw new TeamFileException(path, [place + exception.Message]);
        }
    }
}
