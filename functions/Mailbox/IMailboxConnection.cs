using Router.Mailbox.Checks;

namespace Router.Mailbox;

/// <summary>How the mailbox is reached. The connector that fills <see cref="IMailbox"/> fills this, too.</summary>
internal interface IMailboxConnection
{
    /// <summary>The mail service as people call it, or where its stand-in is.</summary>
    string Name { get; }

    /// <summary>Whether the service posts to such an address.</summary>
    bool CanPostTo(string url);

    /// <summary>Another mailbox by the same access.</summary>
    IMailbox MailboxOf(string address);

    /// <summary>Whether the app's identity gets a token for the service.</summary>
    bool NeedsToken { get; }

    /// <summary>Gets a token, and judges what it opens.</summary>
    Task<CheckLine> CheckTokenAsync(CancellationToken cancellationToken);
}
