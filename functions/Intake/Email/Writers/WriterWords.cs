using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Intake.Email.Writers;

/// <summary>The wordings by which machines are known: <c>writer-words.json</c>.</summary>
internal sealed record WriterWords
{
    private const string Resource = "writer-words.json";

    public static WriterWords All { get; } = Load();

    public required IReadOnlyList<string> AutomaticReplySubjects { get; init; }

    public required IReadOnlyList<string> Absence { get; init; }

    public required IReadOnlyList<string> TicketSubjects { get; init; }

    public required IReadOnlyList<string> Received { get; init; }

    public required IReadOnlyList<string> WillReply { get; init; }

    public required IReadOnlyList<string> Automated { get; init; }

    public required IReadOnlyList<string> BounceSubjects { get; init; }

    public required IReadOnlyList<string> BouncePhrases { get; init; }

    public required IReadOnlyList<string> BounceOpenings { get; init; }

    /// <summary>What gives a mail up for good.</summary>
    public required IReadOnlyList<string> FailurePhrases { get; init; }

    /// <summary>What goes on trying.</summary>
    public required IReadOnlyList<string> DelayPhrases { get; init; }

    public required IReadOnlyList<string> ReadSubjects { get; init; }

    public required IReadOnlyList<string> ReadPhrases { get; init; }

    public required IReadOnlyList<string> MeetingSubjects { get; init; }

    public required IReadOnlyList<string> Unsubscribe { get; init; }

    /// <summary>Words of one person about oneself: help desks write "we".</summary>
    public required IReadOnlyList<string> OnePerson { get; init; }

    /// <summary>What asks the reader for something.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>What sends the reader to somebody else, as absences do: no request to us.</summary>
    public required IReadOnlyList<string> Elsewhere { get; init; }

    /// <summary>"Your app", "our shop": what a customer writes of.</summary>
    public required IReadOnlyList<string> Matters { get; init; }

    private static WriterWords Load()
    {
        using var file = typeof(WriterWords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the app.");
        return JsonSerializer.Deserialize(file, WriterWordsJson.Default.WriterWords)!;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WriterWords))]
internal sealed partial class WriterWordsJson : JsonSerializerContext;
