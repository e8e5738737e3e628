using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Requests;

namespace Router.Reading;

/// <summary>What intake made of one file.</summary>
/// <param name="Refused">Why it would not be taken in; null where it would.</param>
/// <param name="WrittenBy">person, automatic, bounce or spam.</param>
/// <param name="Why">What speaks for that, and what against.</param>
/// <param name="Cut">What was left out of the text.</param>
/// <param name="Unreachable">The address that a delivery report gives up on.</param>
/// <param name="Kind">doing, building, fixing or unclear; null where there is nothing to classify.</param>
internal sealed record ReadAnswer(
    string File, ReadRefusal? Refused, string? Subject, ReadCustomer? Customer, string? WrittenBy, IReadOnlyList<string> Why, string? Text, IReadOnlyList<ReadCut> Cut,
    IReadOnlyList<ReadAttachment> Attachments, string? Unreachable, string? Kind, double? Confidence, Probabilities? Probabilities, IReadOnlyList<ReadAsk> Asks)
{
    /// <summary>How many more files came that are not listed.</summary>
    public int AttachmentsLeftOut { get; init; }

    public static ReadAnswer OfRefused(string file, Problem problem) =>
        new(file, new ReadRefusal(problem.Code, problem.Detail), null, null, null, [], null, [], [], null, null, null, null, []);
}

internal sealed record ReadRefusal(string Code, string Detail);

/// <param name="ReadFrom">Which header or field named them.</param>
internal sealed record ReadCustomer(string Name, string Address, string ReadFrom);

internal sealed record ReadCut(string Text, string Reason);

internal sealed record ReadAttachment(string Name, string Type, long Bytes);

internal sealed record ReadAsk(string Text, string Kind);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReadAnswer))]
internal sealed partial class ReadJsonContext : JsonSerializerContext
{
    /// <summary>For people's eyes: other alphabets stay readable, control characters do not come through.</summary>
    public static ReadJsonContext Readable => new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
