using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Shared;

namespace Router.Triage;

/// <summary>Classifies messages given as JSON Lines, so that anybody can measure the classifier on their own.</summary>
internal static class ClassifyCommand
{
    public static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter error, IRequestClassifier classifier)
    {
        var exitCode = 0;
        for (var number = 1; await input.ReadLineAsync() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (Read(line, out var problem) is { } message)
            {
                await output.WriteLineAsync(Answer(message, classifier));
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

    private static string Answer(ClassifyMessage message, IRequestClassifier classifier)
    {
        var classification = classifier.Classify(message.Title ?? "", message.Body ?? "");
        var answer = new ClassifyAnswer(
            message.Id,
            Name(classification.Probabilities.Likeliest),
            classification.Probabilities,
            classification.Kind == RequestKind.Unclear ? true : null);
        return JsonSerializer.Serialize(answer, ClassifyJsonContext.Default.ClassifyAnswer);
    }

    private static string Name(RequestKind kind) => kind switch
    {
        RequestKind.Doing => "doing",
        RequestKind.Building => "building",
        _ => "fixing",
    };
}

/// <param name="Id">A text or a number, given back as it came.</param>
internal sealed record ClassifyMessage(JsonElement Id, string? Title = null, string? Body = null);

/// <param name="Kind">The likeliest of the three, also under the threshold.</param>
/// <param name="Unclear">True under the threshold; left out otherwise.</param>
internal sealed record ClassifyAnswer(JsonElement Id, string Kind, Probabilities Probabilities, bool? Unclear);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ClassifyMessage))]
[JsonSerializable(typeof(ClassifyAnswer))]
internal sealed partial class ClassifyJsonContext : JsonSerializerContext;
