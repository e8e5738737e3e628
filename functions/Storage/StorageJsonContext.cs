using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Requests;

namespace Router.Storage;

/// <summary>
/// The documents kept in table rows. Text is written as it is, not as \u escapes: a row's string holds at most 32,768 characters, and escapes
/// would make six of one.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Mail))]
[JsonSerializable(typeof(FollowUp))]
[JsonSerializable(typeof(BacklogItem))]
[JsonSerializable(typeof(Fact))]
internal sealed partial class StorageJsonContext : JsonSerializerContext
{
    public static StorageJsonContext Unescaped { get; } =
        new(new JsonSerializerOptions(new StorageJsonContext().Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
