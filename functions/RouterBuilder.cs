namespace Router;

internal static class RouterBuilder
{
    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        return builder;
    }

    public static void MapRouter(this WebApplication app) => app.MapGet("/", () => "Router");
}
