namespace Router.Requests;

/// <summary>How hard a fault hits, after the support handbook's escalation ladder.</summary>
public enum Severity
{
    /// <summary>The customer has a work-around.</summary>
    Low,

    /// <summary>The customer is blocked.</summary>
    Medium,

    /// <summary>All customers are blocked.</summary>
    High,

    /// <summary>The platform or instances are offline.</summary>
    Critical,
}
