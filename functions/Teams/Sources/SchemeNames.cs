namespace Router.Teams.Sources;

/// <summary>The schemes that belong to no vendor, as the team file writes them.</summary>
internal static class SchemeNames
{
    public const string StandardWebhooks = "StandardWebhooks";

    /// <summary>An HMAC that the team file describes.</summary>
    public const string Hmac = "Hmac";

    /// <summary>A secret that the sender repeats in a header: proves the sender, but neither body nor time.</summary>
    public const string SharedSecret = "SharedSecret";
}
