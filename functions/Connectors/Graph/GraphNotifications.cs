using System.Text.Json;
using Router.Intake;
using Router.Mailbox;

namespace Router.Connectors.Graph;

/// <summary>Graph's change and lifecycle notifications.</summary>
internal sealed class GraphNotifications : IMailNotificationReader
{
    public IReadOnlyList<MailNotification>? Read(byte[] body)
    {
        using var document = StrictJson.ParseObject(body);
        return document?.RootElement.TryGetProperty("value", out var items) == true && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() <= MailNotifications.MaxItems
            ? [.. items.EnumerateArray().Select(ToNotification)]
            : null;
    }

    private static MailNotification ToNotification(JsonElement item) => new(
        TextOf(item, "clientState"),
        TextOf(item.Object("resourceData"), "id"),
        TextOf(item, "lifecycleEvent") is "subscriptionRemoved" or "reauthorizationRequired");

    private static string? TextOf(JsonElement? item, string name) =>
        item is { ValueKind: JsonValueKind.Object } and { } known && known.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
