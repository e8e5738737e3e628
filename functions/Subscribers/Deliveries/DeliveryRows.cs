using System.Text.Json;
using Azure.Data.Tables;

namespace Router.Subscribers.Deliveries;

/// <summary>
/// How deliveries stand in table rows: the delivery under a key that lists the newest fact first, and a second row while it waits, under the time
/// when it is due. So neither the page nor the courier reads what it does not need.
/// </summary>
internal static class DeliveryRows
{
    public const string StateRow = "state";
    public const string FirstDelivery = "delivery~";
    public const string AfterDeliveries = "delivery~~";
    public const string FirstDue = "due~";
    private const string Document = "Document";
    private const string Body = "Body";
    private const string Key = "Delivery";

    public static string KeyOf(Delivery delivery) => $"{FirstDelivery}{DateTimeOffset.MaxValue.UtcTicks - delivery.FactAt.UtcTicks:D19}~{delivery.Id}";

    /// <summary>Deliveries of older facts stand behind it.</summary>
    public static string BorderAt(DateTimeOffset at) => $"{FirstDelivery}{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}";

    /// <summary>What is due later stands behind it.</summary>
    public static string DueBorderAt(DateTimeOffset at) => $"{FirstDue}{at.UtcTicks + 1:D19}";

    public static string? DueKeyOf(Delivery delivery) => delivery.NextAt is { } at ? $"{FirstDue}{at.UtcTicks:D19}~{delivery.Id}" : null;

    public static TableEntity ToRow(Delivery delivery, byte[] body) => new(delivery.Subscriber, KeyOf(delivery))
    {
        [Document] = JsonSerializer.Serialize(delivery, SubscribersJsonContext.Unescaped.Delivery),
        [Body] = body,
    };

    public static TableEntity ToDueRow(Delivery delivery) => new(delivery.Subscriber, DueKeyOf(delivery)) { [Key] = KeyOf(delivery) };

    public static TableEntity ToRow(string subscriber, SubscriberState state) => new(subscriber, StateRow)
    {
        [Document] = JsonSerializer.Serialize(state, SubscribersJsonContext.Unescaped.SubscriberState),
    };

    public static StoredDelivery ToDelivery(TableEntity row) => new(
        JsonSerializer.Deserialize(row.GetString(Document), SubscribersJsonContext.Unescaped.Delivery)!, row.GetBinary(Body), row.ETag);

    public static SubscriberState ToState(TableEntity row) => JsonSerializer.Deserialize(row.GetString(Document), SubscribersJsonContext.Unescaped.SubscriberState)!;

    public static string DeliveryOf(TableEntity due) => due.GetString(Key);
}
