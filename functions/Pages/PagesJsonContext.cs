using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Pages.Errors;
using Router.Pages.Forms;
using Router.Pages.Status;

namespace Router.Pages;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(SimilarBody))]
internal sealed partial class PagesJsonContext : JsonSerializerContext;
