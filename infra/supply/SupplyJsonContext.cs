using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Supply.Licenses;

namespace Router.Supply;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(LicensePolicy))]
internal sealed partial class SupplyJsonContext : JsonSerializerContext;
