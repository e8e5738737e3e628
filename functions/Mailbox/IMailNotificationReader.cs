namespace Router.Mailbox;

/// <summary>Reads what the mail service posts. The connector that fills <see cref="IMailbox"/> fills this, too.</summary>
internal interface IMailNotificationReader
{
    /// <summary>Null for what is no list of at most <see cref="MailNotifications.MaxItems"/>. An item of an unknown shape stands in it without values.</summary>
    IReadOnlyList<MailNotification>? Read(byte[] body);
}

/// <summary>One item of a notification. Outside text.</summary>
/// <param name="ClientState">The secret that only the service was told.</param>
/// <param name="EndsSubscription">The subscription is gone, or ends unless it is renewed now.</param>
internal sealed record MailNotification(string? ClientState, string? MailId, bool EndsSubscription);
