namespace Router.Access;

internal static class AccessRegistration
{
    public static void AddAccess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RoleMap>();
        builder.Services.AddSingleton<RequestOwnership>();
    }
}
