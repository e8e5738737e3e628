using Router.Pages.Guard;

namespace Router.Triggers;

internal static class ReceiveFormFunction
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/forms/{form}", (string form, HttpContext context, FormReceiver forms) => forms.ReceiveAsync(form, context));
        endpoints.MapMethods("/api/forms/{form}", [HttpMethods.Options], (string form, HttpContext context, FormReceiver forms) => forms.Preflight(form, context));

        // Our own page posts to its own address, so that a refused one can be loaded again. It comes through the Pages function.
        endpoints.MapPost("/forms/{form}", (string form, HttpContext context, FormReceiver forms) => forms.ReceiveAsync(form, context)).WithMetadata(PageAccess.Everybody);
    }
}
