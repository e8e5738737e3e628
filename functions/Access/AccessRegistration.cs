namespace Router.Access;

internal static class AccessRegistration
{
    public static void AddAccess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RoleMap>();
        builder.Services.AddSingleton<RequestOwnership>();
        builder.Services.AddSingleton<CallerAddress>();
        builder.Services.AddSingleton<AuditTrail>();
    }
}
