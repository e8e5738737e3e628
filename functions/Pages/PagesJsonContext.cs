using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Pages.Errors;
using Router.Pages.Status;

namespace Router.Pages;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(StatusBody))]
internal sealed partial class PagesJsonContext : JsonSerializerContext;
