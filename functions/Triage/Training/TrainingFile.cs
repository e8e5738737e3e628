using System.Globalization;
using System.Text.Json;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>Rows that can't be learnt from; the message names file and line, never the text.</summary>
internal sealed class TrainingFileException(string message) : Exception(message);

/// <summary>Reads training rows from a JSON Lines file, or from all such files of a folder.</summary>
internal static class TrainingFile
{
    public static List<TrainingRow> Read(string path)
    {
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.jsonl").Order(StringComparer.Ordinal).ToArray() : [path];
        if (files.Length == 0)
            throw new TrainingFileException($"{path} has no .jsonl file.");
        try
        {
            return [.. files.SelectMany(file => Parse(File.ReadLines(file), file))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TrainingFileException(failure.Message);
        }
    }

    /// <param name="lines">JSON Lines.</param>
    /// <param name="name">What to call it where a line is wrong.</param>
    public static IEnumerable<TrainingRow> Parse(IEnumerable<string> lines, string name)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return ParseLine(line, string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}"));
        }
    }

    private static TrainingRow ParseLine(string line, string place)
    {
        TrainingRow? row;
        try
        {
            row = JsonSerializer.Deserialize(line, TrainingJsonContext.Default.TrainingRow);
        }
        catch (JsonException)
        {
            throw new TrainingFileException($"{place}: not an object with title, body and kind as texts.");
        }

        if (row is null)
            throw new TrainingFileException($"{place}: not an object with title, body and kind.");
        row = row with { Title = row.Title ?? "", Body = row.Body ?? "", Lang = row.Lang ?? "en" };
        if (!Classes.All.Contains(row.Kind))
            throw new TrainingFileException($"{place}: kind must be doing, building, fixing or unclear.");
        if (row.Severity is not null && row.SeverityIndex < 0)
            throw new TrainingFileException($"{place}: severity must be low, medium, high or critical.");
        return row.Weight is > 0 and <= 1 ? row : throw new TrainingFileException($"{place}: weight must be above 0 and at most 1.");
    }
}
