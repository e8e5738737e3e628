using Microsoft.Extensions.Options;
using Router.Intake.Email;

namespace Router.Triggers;

internal static class ReceiveEmailFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(
        "/api/email",
        (HttpContext context, InboundEndpoint inbound, EmailIntake intake, IOptions<EmailOptions> options) =>
            inbound.ReceiveAsync(context, options.Value.MaxBytes, intake.Read));
}
