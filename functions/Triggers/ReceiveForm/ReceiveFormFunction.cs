namespace Router.Triggers;

internal static class ReceiveFormFunction
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/forms/{form}", (string form, HttpContext context, FormSubmission forms) => forms.ReceiveAsync(form, context));
        endpoints.MapMethods("/api/forms/{form}", [HttpMethods.Options], (string form, HttpContext context, FormSubmission forms) => forms.Preflight(form, context));

        // Our own page posts to its own address, so that a refused one can be loaded again. It comes through the Pages function.
        // Who may post is the form's to say, so the pages' own guard does not stand before it.
        endpoints.MapPost("/forms/{form}", (string form, HttpContext context, FormSubmission forms) => forms.ReceiveAsync(form, context));
    }
}
