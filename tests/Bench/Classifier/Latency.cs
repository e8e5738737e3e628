using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>How long a message takes from the customer's text to its probabilities, what that allocates, and how long the model takes to load.</summary>
internal static class Latency
{
    private const int ShortMail = 600;
    private const int WarmUps = 30;
    private const int Passes = 20;
    private const int Starts = 15;

    public static async Task<int> RunAsync(string app, IReadOnlyList<TrainingRow> frozen)
    {
        var model = ModelInUse.Shipped;
        (string Title, string Body)[] mails = [.. frozen.Select(row => (row.Title, row.Body)).Where(mail => mail.Title.Length + mail.Body.Length <= ShortMail)];
        Console.WriteLine("| from text to probabilities | messages | median, µs | p99 of the messages' middle passes, µs | p99 of all calls, µs | bytes allocated, whole way | of these in `CalibratedModel.Classify` |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Measure($"short mail (frozen set, up to {ShortMail} characters)", model, mails);
        foreach (var size in (int[])[2 * 1024, 20 * 1024])
            Measure($"{size / 1024} KB", model, LongMails(frozen, size));
        Console.WriteLine();
        Console.WriteLine($"Model file: {new FileInfo("functions/Triage/Model/triage.model").Length / 1048576.0:F2} MB.");
        await MeasureLoadAsync(Path.Combine(app, "router"), frozen);
        return 0;
    }

    private static (string Title, string Body)[] LongMails(IReadOnlyList<TrainingRow> frozen, int size) =>
        [.. Enumerable.Range(0, 50).Select(start => (frozen[start].Title, string.Join("\n\n", frozen.Skip(start * 7).Concat(frozen).Select(row => row.Body).Take(size / 20))[..size]))];

    private static void Measure(string name, TriageModel model, (string Title, string Body)[] mails)
    {
        for (var pass = 0; pass < WarmUps; pass++)
            TimeAll(model, mails);
        List<double>[] passes = [.. Enumerable.Range(0, Passes).Select(_ => TimeAll(model, mails))];
        double[] sorted = [.. passes.SelectMany(pass => pass).Order()];
        // Other programs of this machine interrupt some calls for milliseconds; a message's middle pass shows what the message itself costs.
        double[] middles = [.. mails.Select((_, mail) => passes.Select(pass => pass[mail]).Order().ElementAt(Passes / 2)).Order()];
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var (title, body) in mails)
            _ = ModelClassifier.Judge(model, OwnWords.Read(title, body));
        var whole = (GC.GetAllocatedBytesForCurrentThread() - before) / mails.Length;
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {mails.Length} | {sorted[sorted.Length / 2]:F1} | {middles[(int)(mails.Length * 0.99)]:F1} | {sorted[(int)(sorted.Length * 0.99)]:F1} | {whole} | {HotLoopBytes(model, mails)} |"));
    }

    private static List<double> TimeAll(TriageModel model, (string Title, string Body)[] mails)
    {
        var times = new List<double>(mails.Length);
        foreach (var (title, body) in mails)
        {
            var started = Stopwatch.GetTimestamp();
            _ = ModelClassifier.Judge(model, OwnWords.Read(title, body));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        return times;
    }

    private static long HotLoopBytes(TriageModel model, (string Title, string Body)[] mails)
    {
        Span<float> probabilities = stackalloc float[Classes.Kinds.Length];
        var bytes = 0L;
        foreach (var (title, body) in mails)
        {
            using var message = OwnWords.Read(title, body).Fold(model.Kind.Weights.Features);
            var before = GC.GetAllocatedBytesForCurrentThread();
            model.Kind.Classify(message, 0, probabilities);
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return bytes;
    }

    private static async Task MeasureLoadAsync(string router, IReadOnlyList<TrainingRow> frozen)
    {
        var one = JsonSerializer.Serialize(new { id = 1, title = frozen[0].Title, body = frozen[0].Body });
        var times = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            using var process = Process.Start(new ProcessStartInfo(router, ["classify", "--timing", "on"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(false),
            }) ?? throw new InvalidOperationException(router);
            await process.StandardInput.WriteLineAsync(one);
            process.StandardInput.Close();
            using var timing = JsonDocument.Parse(await process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            times.Add(timing.RootElement.GetProperty("loadMs").GetDouble());
        }

        times.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"Model load in the published app, {Starts} starts: min / median / max {times[0]:F1} / {times[times.Count / 2]:F1} / {times[^1]:F1} ms."));
    }
}
