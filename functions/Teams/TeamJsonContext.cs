using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Teams.Sources;

namespace Router.Teams;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(MappingDeclaration))]
internal sealed partial class TeamJsonContext : JsonSerializerContext;
