namespace Router.Search;

internal static class SearchRegistration
{
    public static void AddSearch(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<RequestSearch>();
}
