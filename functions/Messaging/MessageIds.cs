using System.Security.Cryptography;
using System.Text;

namespace Router.Messaging;

/// <summary>Message ids: the broker's duplicate-detection keys.</summary>
internal static class MessageIds
{
    // Service Bus takes no longer one.
    private const int MaxLength = 128;

    /// <summary>The same for the same attempt of the same sending, whoever schedules it.</summary>
    public static string OfRetry(MessageEnvelope next) => Within($"{next.Partition}.{next.Message}.{next.MailKey}.{next.Sending}.{next.Attempt}");

    /// <summary>The same for each copy of a sending that came before its time.</summary>
    public static string OfWaiting(MessageEnvelope early) => Within($"{early.Partition}.{early.Message}.{early.MailKey}.{early.Sending}.{early.Attempt}.due");

    private static string Within(string id) => id.Length <= MaxLength ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
