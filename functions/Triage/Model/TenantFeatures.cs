namespace Router.Triage.Model;

/// <summary>Gives each tenant its own copy of every feature beside the shared one, so that what one tenant teaches moves the others little (Daumé 2007, "Frustratingly easy domain adaptation").</summary>
internal static class TenantFeatures
{
    /// <summary>How much a tenant's own copy counts beside the shared one.</summary>
    public const float Weight = 1.0f;

    /// <returns>0 for no tenant.</returns>
    public static uint SaltOf(string? tenant)
    {
        if (string.IsNullOrEmpty(tenant))
            return 0;
        var hash = 0x811c9dc5u;
        foreach (var character in tenant)
            hash = (hash ^ character) * 0x01000193;
        return hash | 1;
    }

    public static uint Salt(uint hash, uint tenant)
    {
        hash ^= tenant;
        hash *= 0x7feb352d;
        hash ^= hash >> 15;
        hash *= 0x846ca68b;
        return hash ^ (hash >> 16);
    }
}
