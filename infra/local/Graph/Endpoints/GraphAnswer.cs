using System.Text.Json.Nodes;
using Router.GraphStandIn.Mails;
using Router.GraphStandIn.Subscriptions;

namespace Router.GraphStandIn.Endpoints;

/// <summary>Answers in Graph's shapes.</summary>
internal static class GraphAnswer
{
    public static IResult Error(int status, string code, string message) => Results.Json(
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = code,
                ["message"] = message,
                ["innerError"] = new JsonObject
                {
                    ["date"] = DateTimeOffset.UnixEpoch.ToString("s"),
                    ["request-id"] = Guid.CreateVersion7().ToString(),
                    ["client-request-id"] = Guid.CreateVersion7().ToString(),
                },
            },
        },
        statusCode: status);

    public static IResult NotFound() => Error(404, "ErrorItemNotFound", "The specified object was not found in the store.");

    public static JsonObject Of(StoredMail mail, bool immutable)
    {
        var head = mail.Head;
        var message = new JsonObject
        {
            ["@odata.etag"] = $"W/\"{mail.Change}\"",
            ["id"] = mail.IdFor(immutable),
            ["receivedDateTime"] = Text(mail.ReceivedAt),
            ["internetMessageId"] = mail.MessageId,
            ["subject"] = head.Subject,
            ["conversationId"] = mail.ConversationId,
            ["isDraft"] = mail.IsDraft,
            ["isRead"] = false,
            ["parentFolderId"] = mail.Folder,
        };
        if (head.From.Mailboxes.FirstOrDefault() is { } from)
        {
            message["from"] = new JsonObject { ["emailAddress"] = new JsonObject { ["name"] = from.Name ?? from.Address, ["address"] = from.Address } };
        }

        return message;
    }

    public static JsonObject Of(Subscription subscription) => new()
    {
        ["id"] = subscription.Id,
        ["resource"] = subscription.Resource,
        ["applicationId"] = "24d3b144-21ae-4080-943f-7067b395b913",
        ["changeType"] = subscription.ChangeType,
        ["clientState"] = null,
        ["notificationUrl"] = subscription.NotificationUrl.ToString(),
        ["lifecycleNotificationUrl"] = subscription.LifecycleUrl?.ToString(),
        ["expirationDateTime"] = Text(subscription.ExpiresAt),
        ["creatorId"] = "8ee44408-0679-472c-bc2a-692812af3437",
    };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);
}
