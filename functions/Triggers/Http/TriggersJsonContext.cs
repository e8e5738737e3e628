using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Triggers.Http;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChallengeBody))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(ReceivedBody))]
internal sealed partial class TriggersJsonContext : JsonSerializerContext;
