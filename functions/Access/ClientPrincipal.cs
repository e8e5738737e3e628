namespace Router.Access;

/// <summary>The account that signed in, as App Service authentication names it.</summary>
/// <param name="ObjectId">Of the account in its tenant; never changes hands.</param>
/// <param name="Name">For people to read only: names and addresses can be changed.</param>
internal sealed record ClientPrincipal(string TenantId, string ObjectId, string Name, IReadOnlyList<string> AppRoles, IReadOnlyList<string> Groups);
