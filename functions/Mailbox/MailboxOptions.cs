namespace Router.Mailbox;

/// <summary>The support mailbox behind Microsoft Graph; without an address mail comes by the raw endpoint only and replies stay in the outbox.</summary>
internal sealed class MailboxOptions
{
    public const string Section = "Mailbox";

    /// <summary>Address (user principal name) of the shared mailbox; empty: none is used.</summary>
    public string Address { get; set; } = "";

    public bool IsUsed => Address.Length > 0;
}
