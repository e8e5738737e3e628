using Microsoft.Extensions.Options;
using Router.Intake.Forms;

namespace Router.Triggers;

internal static class ReceiveFormFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(
        "/api/forms/{form}",
        (string form, HttpContext context, InboundEndpoint inbound, FormIntake intake, IOptions<FormsOptions> options) =>
            inbound.ReceiveAsync(context, options.Value.MaxBytes, payload => intake.Read(form, payload)));
}
