using Router.Intake.Webhooks;

namespace Router.Triggers;

internal static class ReceiveWebhookFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(
        "/api/webhooks/{source}",
        (string source, HttpContext context, SignedPost inbound, WebhookIntake intake) =>
            inbound.ReceiveAsync(context, SourcesOptions.MaxBytes, payload => intake.Read(source, payload), intake.AnswersInChat(source)));
}
