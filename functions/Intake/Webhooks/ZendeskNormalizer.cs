using System.Text.Json;
using Router.Shared;

namespace Router.Intake.Webhooks;

/// <summary>
/// A created ticket, in either of the shapes that Zendesk sends: an event subscription ("zen:event-type:ticket.created" with "detail"), or a
/// trigger whose JSON body is {"ticket": {"id", "subject", "description", "component", "created_at", "requester": {"name", "email"}}}.
/// </summary>
internal static class ZendeskNormalizer
{
    private const string Created = "zen:event-type:ticket.created";

    public static IntakeResult Read(string sourceId, InboundPayload payload, JsonElement root)
    {
        var type = root.Text("type");
        if (type is not null && type.StartsWith("zen:", StringComparison.Ordinal))
        {
            return type == Created ? ReadTicket(sourceId, payload, root.Object("detail")) : IgnoredWebhook.Because("Only a created ticket makes a request.", sourceId, payload);
        }

        return ReadTicket(sourceId, payload, root.Object("ticket"));
    }

    private static IntakeResult ReadTicket(string sourceId, InboundPayload payload, JsonElement? found)
    {
        if (found is not { } ticket || string.IsNullOrWhiteSpace(ticket.Text("id")))
        {
            return new IntakeResult.Refused(Problem.Malformed("A created ticket needs detail.id (event) or ticket.id (trigger)."));
        }

        var (subject, text) = WebhookFields.Words(ticket.Text("subject") ?? ticket.Text("title"), ticket.Text("description"));
        if (text.Length == 0)
        {
            return new IntakeResult.Refused(Problem.FieldInvalid("Missing: subject or description of the ticket."));
        }

        var id = OutsideText.Line(ticket.Text("id"), 64);
        var details = new DetailList();
        details.Add("zendeskTicket", id);
        details.Add("priority", ticket.Text("priority"));
        details.Add("tags", string.Join(", ", ticket.Items("tags").Select(StrictJson.Scalar).Where(tag => tag is not null)));

        // A ticket is created once. Its words are part of the id, so that a trigger set on every update loses no later question.
        var origin = $"ticket:{id}:{OriginHash.Of(subject, text)}";
        return new IntakeResult.Accepted(new InboundRequest(Channel.Webhook, sourceId, origin, subject, text, Requester(ticket))
        {
            SentAt = WebhookFields.Time(ticket.Text("created_at"), payload.ReceivedAt),
            ProductArea = WebhookFields.Area(ticket.Text("component")),
            ThreadKey = $"zendesk:{id}",
            Details = details.Values,
        });
    }

    private static Customer Requester(JsonElement ticket) =>
        WebhookFields.Customer(ticket.Text("requester", "email"), ticket.Text("requester", "name"));
}
