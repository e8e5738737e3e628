using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Shared.Teams;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Team))]
internal sealed partial class TeamJsonContext : JsonSerializerContext;
