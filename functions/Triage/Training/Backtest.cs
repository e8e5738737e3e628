using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage.Training;

/// <summary>Judges past requests by another model: which would have gone elsewhere, and which of the two agrees more with what persons decided.</summary>
internal static class Backtest
{
    public static async Task<BacktestSummary> RunAsync(IAsyncEnumerable<PastRequest> requests, TriageModel now, TriageModel other, TextWriter output)
    {
        var summary = new BacktestSummary(now.Card.Name, other.Card.Name, 0, 0, 0, 0, 0);
        await foreach (var (request, text) in requests)
        {
            var words = OwnWords.Read(request.Subject, text);
            var (was, becomes) = (ModelClassifier.Judge(now, words), ModelClassifier.Judge(other, words));
            var line = new BacktestLine(
                request.Id, KindNames.Of(was.Likeliest), KindNames.Of(becomes.Likeliest), Math.Round(becomes.Highest, 4), new PastRequest(request, text).Corrected);
            if (line.Was != line.Becomes)
                await output.WriteLineAsync(JsonSerializer.Serialize(line, BacktestJsonContext.Default.BacktestLine));
            summary = summary.With(line);
        }

        await output.WriteLineAsync(JsonSerializer.Serialize(summary, BacktestJsonContext.Default.BacktestSummary));
        return summary;
    }
}

/// <param name="Request">Its id.</param>
/// <param name="Corrected">What a person decided; left out where nobody did.</param>
internal sealed record BacktestLine(string Request, string Was, string Becomes, double Confidence, string? Corrected);

/// <param name="Model">The model in use.</param>
/// <param name="OtherModel">The one that may take its place.</param>
/// <param name="Requests">How many were judged.</param>
/// <param name="Moved">How many would have gone elsewhere.</param>
/// <param name="Corrected">How many a person decided.</param>
/// <param name="ModelAgrees">With how many of the persons' decisions the model in use agrees.</param>
/// <param name="OtherAgrees">With how many of them the other does.</param>
internal sealed record BacktestSummary(string Model, string OtherModel, int Requests, int Moved, int Corrected, int ModelAgrees, int OtherAgrees)
{
    public BacktestSummary With(BacktestLine line) => this with
    {
        Requests = Requests + 1,
        Moved = Moved + (line.Was == line.Becomes ? 0 : 1),
        Corrected = Corrected + (line.Corrected is null ? 0 : 1),
        ModelAgrees = ModelAgrees + (line.Was == line.Corrected ? 1 : 0),
        OtherAgrees = OtherAgrees + (line.Becomes == line.Corrected ? 1 : 0),
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BacktestLine))]
[JsonSerializable(typeof(BacktestSummary))]
internal sealed partial class BacktestJsonContext : JsonSerializerContext;
