using System.Globalization;

namespace Router.Triage.Cues;

/// <summary>Reads the cue tables that are built into the app: lines of weight, phrase and reason, parted by tabs.</summary>
internal static class CueFile
{
    private static readonly IReadOnlyDictionary<string, string> Sets = Lines("sets")
        .ToDictionary(fields => fields[0], fields => fields[1], StringComparer.Ordinal);

    public static IEnumerable<Cue<TLabel>> Read<TLabel>(string name, TLabel label) =>
        Lines(name).Select(fields => new Cue<TLabel>(
            label,
            double.Parse(fields[0], CultureInfo.InvariantCulture),
            Phrase.Parse(fields[1], Sets),
            fields[2]));

    private static IEnumerable<string[]> Lines(string name)
    {
        using var stream = typeof(CueFile).Assembly.GetManifestResourceStream($"cues.{name}.tsv")
            ?? throw new InvalidOperationException($"The cue table {name} is not built into the app.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
                yield return line.Split('\t');
    }
}
