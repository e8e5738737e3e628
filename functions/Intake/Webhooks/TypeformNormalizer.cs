using System.Text.Json;
using Router.Shared;

namespace Router.Intake.Webhooks;

/// <summary>
/// A Typeform response. A question means what its reference says ("subject", "message", "name", "email", "component"); without references the
/// first long text is the message and the first e-mail answer the address. Every other answer is a detail under its question.
/// </summary>
internal static class TypeformNormalizer
{
    public static IntakeResult Read(string sourceId, InboundPayload payload, JsonElement root)
    {
        if (root.Text("event_type") != "form_response")
        {
            return IgnoredWebhook.Because("Only a form response makes a request.", sourceId, payload);
        }

        if (root.Object("form_response") is not { } response)
        {
            return new IntakeResult.Refused(Problem.Malformed("form_response is missing."));
        }

        var answers = TypeformAnswers.From(response);
        var (subject, text) = WebhookFields.Words(answers.Take("subject"), answers.Take("message") ?? answers.TakeType("long_text"));
        if (text.Length == 0)
        {
            return new IntakeResult.Refused(Problem.FieldInvalid("Missing: an answer with the reference \"message\" or \"subject\", or a long text."));
        }

        var customer = WebhookFields.Customer(
            answers.Take("email") ?? answers.TakeType("email") ?? response.Text("hidden", "email"),
            answers.Take("name") ?? response.Text("hidden", "name"));
        var area = WebhookFields.Area(answers.Take("component"));
        return new IntakeResult.Accepted(new InboundRequest(Channel.Webhook, sourceId, Origin(root, response, payload), subject, text, customer)
        {
            SentAt = WebhookFields.Time(response.Text("submitted_at"), payload.ReceivedAt),
            ProductArea = area,
            Details = answers.Rest(response),
        });
    }

    private static string Origin(JsonElement root, JsonElement response, InboundPayload payload)
    {
        var id = root.Text("event_id") ?? response.Text("token");
        return id is { Length: > 0 and <= 200 } ? $"event:{id}" : $"body:{OriginHash.Of(payload.Body)}";
    }
}
