using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Requests;
using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>Classifies messages given as JSON Lines, so that anybody can measure the classifier on their own.</summary>
internal static class ClassifyCommand
{
    public static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter error, TriageModel model, double coverage)
    {
        var exitCode = 0;
        var threshold = model.Card.Figures.ThresholdFor(coverage);
        for (var number = 1; await input.ReadLineAsync() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (Read(line, out var problem) is { } message)
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(Answer(message, model, threshold), ClassifyJsonContext.Default.ClassifyAnswer));
                continue;
            }

            exitCode = 1;
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"line {number}: {problem}"));
        }

        return exitCode;
    }

    private static ClassifyMessage? Read(string line, out string problem)
    {
        problem = "expected an object with id, title and body";
        try
        {
            var message = JsonSerializer.Deserialize(line, ClassifyJsonContext.Default.ClassifyMessage);
            return message is { Title: null, Body: null } ? null : message;
        }
        catch (JsonException exception)
        {
            // The exception's message may quote the customer's text.
            problem = string.Create(CultureInfo.InvariantCulture, $"not an object with id, title and body as texts (at byte {exception.BytePositionInLine ?? 0})");
            return null;
        }
    }

    private static ClassifyAnswer Answer(ClassifyMessage message, TriageModel model, double threshold)
    {
        var words = OwnWords.Read(message.Title ?? "", message.Body ?? "");
        var probabilities = ModelClassifier.Judge(model, words, message.Group);
        return new(
            message.Id,
            KindNames.Of(probabilities.Likeliest),
            probabilities,
            probabilities.Likeliest == RequestKind.Fixing && model.Severity is not null
                ? Classes.Severities[(int)SeverityPolicy.Decide(model, words).Severity]
                : null,
            ModelClassifier.IsUnclear(words, probabilities, threshold));
    }
}

/// <param name="Id">A text or a number, given back as it came.</param>
/// <param name="Group">The tenant or repository whose own wording counts too, where the model learnt it.</param>
internal sealed record ClassifyMessage(JsonElement Id, string? Title = null, string? Body = null, string? Group = null);

/// <param name="Kind">The likeliest of the three, also where it is not sure.</param>
/// <param name="Severity">Of faults only.</param>
/// <param name="Unclear">True where a person would decide.</param>
internal sealed record ClassifyAnswer(JsonElement Id, string Kind, Probabilities Probabilities, string? Severity, bool Unclear);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ClassifyMessage))]
[JsonSerializable(typeof(ClassifyAnswer))]
internal sealed partial class ClassifyJsonContext : JsonSerializerContext;
