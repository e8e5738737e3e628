namespace Router.Requests;

/// <summary>The way by which a request reached us.</summary>
public enum Channel
{
    /// <summary>A mail, raw or through a mailbox.</summary>
    Email,

    /// <summary>A form post.</summary>
    Form,

    /// <summary>A webhook from another system.</summary>
    Webhook,
}
