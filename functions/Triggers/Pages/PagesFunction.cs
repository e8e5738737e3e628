using Router.Pages;

namespace Router.Triggers;

internal static class PagesFunction
{
    public static void Map(WebApplication app) => app.MapPages();
}
