using System.Diagnostics;
using System.Text.RegularExpressions;
using Router.Triage.Model;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>Debian's fastText program. Its own time for a message is that of many messages less that of none, both with loading.</summary>
internal sealed partial class FastText(string folder, int buckets) : IRival
{
    private const int Copies = 40;

    public string Name => $"fastText (wordNgrams 2, minn 3, maxn 5, epoch 25, lr 0.5, {buckets:N0} buckets)";

    public async Task<RivalFigures> MeasureAsync(IReadOnlyList<TrainingRow> training, IReadOnlyList<TrainingRow> test)
    {
        var (data, model, once, many, none) = (PathOf("train.txt"), PathOf($"fast{buckets}"), PathOf("once.txt"), PathOf("many.txt"), PathOf("none.txt"));
        await File.WriteAllLinesAsync(data, training.Select(row => $"__label__{row.Kind} {TextOf(row)}"));
        await File.WriteAllLinesAsync(once, test.Select(TextOf));
        await File.WriteAllLinesAsync(many, Enumerable.Repeat(test, Copies).SelectMany(rows => rows).Select(TextOf));
        await File.WriteAllTextAsync(none, "");
        var (_, seconds) = await RunAsync(
            "supervised", "-input", data, "-output", model, "-wordNgrams", "2", "-minn", "3", "-maxn", "5", "-epoch", "25", "-lr", "0.5", "-bucket", $"{buckets}", "-thread", "2", "-verbose", "0");
        var file = model + ".bin";
        var load = double.MaxValue;
        for (var run = 0; run < 3; run++)
            load = Math.Min(load, (await RunAsync("predict", file, none)).Seconds);
        var (answers, _) = await RunAsync("predict", file, once);
        int[] predicted = [.. answers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Classes.Kinds.IndexOf(line.Trim().Replace("__label__", "", StringComparison.Ordinal)))];
        var (_, all) = await RunAsync("predict", file, many);
        return new(predicted, (all - load) * 1_000_000 / (Copies * test.Count), load * 1000, new FileInfo(file).Length, seconds);
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    // As fastText's own guide prepares texts: small letters, punctuation apart, one line for each text.
    private static string TextOf(TrainingRow row) => Mark().Replace($"{row.Title} {row.Body}".ToLowerInvariant(), " $1 ").ReplaceLineEndings(" ");

    private static async Task<(string Output, double Seconds)> RunAsync(params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("fasttext", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("fasttext doesn't start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (output, Stopwatch.GetElapsedTime(started).TotalSeconds) : throw new InvalidOperationException(await errors);
    }

    [GeneratedRegex("([.!?,'/()\":;])", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();
}
