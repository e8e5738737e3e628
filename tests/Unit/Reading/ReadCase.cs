using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Unit.Reading;

/// <summary>An input as it is saved, and what has to come out of <c>read</c>.</summary>
/// <param name="Via">mail, form, or the id of a webhook source.</param>
/// <param name="Own">Addresses of our mailboxes.</param>
/// <param name="Text">The input, where it stands in the line; <paramref name="Bytes"/> where it is no text, <paramref name="File"/> where it is a file.</param>
internal sealed record ReadCase(
    string Kind, Expectation Expect, string? Id = null, string? File = null, string? Text = null, string? Bytes = null, string Via = "mail", string Own = "", string? Should = null, bool Control = false)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Cases");

    public static IReadOnlyList<ReadCase> All { get; } =
    [
        .. JsonSerializer.Deserialize(System.IO.File.ReadAllText(Path.Combine(Folder, "index.json")), ReadCaseJson.Default.ReadCaseArray)!,
        .. System.IO.File.ReadLines(Path.Combine(Folder, "own.jsonl")).Select(line => JsonSerializer.Deserialize(line, ReadCaseJson.Default.ReadCase)!),
    ];

    public static IEnumerable<string> FilesThere => Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Where(name => name is not ("index.json" or "own.jsonl" or "README.md"));

    public string Name => Id ?? File!;

    public byte[] Body() =>
        File is { } file ? System.IO.File.ReadAllBytes(Path.Combine(Folder, file)) : Bytes is { } base64 ? Convert.FromBase64String(base64) : Encoding.UTF8.GetBytes(Text!);
}

/// <summary>Whatever is not named may be anything.</summary>
internal sealed record Expectation
{
    [JsonPropertyName("text_contains")]
    public IReadOnlyList<string>? TextContains { get; init; }

    [JsonPropertyName("text_lacks")]
    public IReadOnlyList<string>? TextLacks { get; init; }

    /// <summary>The code with which it is refused; otherwise it is taken in.</summary>
    public string? Refused { get; init; }

    public int? Http { get; init; }

    public string? State { get; init; }

    [JsonPropertyName("state_not")]
    public IReadOnlyList<string>? StateNot { get; init; }

    [JsonPropertyName("or_state")]
    public string? OrState { get; init; }

    [JsonPropertyName("place_not")]
    public IReadOnlyList<string>? PlaceNot { get; init; }

    public string? WrittenBy { get; init; }

    public string? Customer { get; init; }

    [JsonPropertyName("customer_contains")]
    public string? CustomerContains { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Unreachable { get; init; }

    public int? Attachments { get; init; }

    public string? Kind { get; init; }

    [JsonPropertyName("kind_in")]
    public IReadOnlyList<string>? KindIn { get; init; }

    public bool? Waits { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(ReadCase))]
[JsonSerializable(typeof(ReadCase[]))]
internal sealed partial class ReadCaseJson : JsonSerializerContext;
