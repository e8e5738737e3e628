using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Intake.Email.Words;

/// <summary>What mail programs write in one language: above a quoted mail, before a subject, below a mail from a phone; and the few words of people that say where an answer stands.</summary>
internal sealed record LanguageWords
{
    public required string Language { get; init; }

    public IReadOnlyList<string> From { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Date { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> To { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Subject { get; init => field = value ?? []; } = [];

    /// <summary>Names of further lines of such a header.</summary>
    public IReadOnlyList<string> Other { get; init => field = value ?? []; } = [];

    /// <summary>"On … wrote:".</summary>
    public IReadOnlyList<AttributionWords> Attributions { get; init => field = value ?? []; } = [];

    /// <summary>"Original message".</summary>
    public IReadOnlyList<string> Original { get; init => field = value ?? []; } = [];

    /// <summary>"Forwarded message".</summary>
    public IReadOnlyList<string> Forwarded { get; init => field = value ?? []; } = [];

    /// <summary>"Re".</summary>
    public IReadOnlyList<string> ReplyPrefixes { get; init => field = value ?? []; } = [];

    /// <summary>"Fwd".</summary>
    public IReadOnlyList<string> ForwardPrefixes { get; init => field = value ?? []; } = [];

    /// <summary>"Sent from my {0}".</summary>
    public IReadOnlyList<string> Device { get; init => field = value ?? []; } = [];

    /// <summary>"iPhone", "phone".</summary>
    public IReadOnlyList<string> Devices { get; init => field = value ?? []; } = [];

    /// <summary>"Answer": together with a <see cref="Place"/> in one line it says that the answers stand in the quoted part.</summary>
    public IReadOnlyList<string> Answer { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Place { get; init => field = value ?? []; } = [];

    /// <summary>"See below", which says so alone.</summary>
    public IReadOnlyList<string> SeeBelow { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Greetings { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> SignOffs { get; init => field = value ?? []; } = [];
}

/// <param name="Start">How the line begins; empty where the verb alone says it.</param>
/// <param name="Verb">Near its end.</param>
internal sealed record AttributionWords(string Start, string Verb);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LanguageWords[]))]
internal sealed partial class LanguageWordsJson : JsonSerializerContext;
