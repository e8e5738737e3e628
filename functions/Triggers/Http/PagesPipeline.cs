using Router.Pages;

namespace Router.Triggers.Http;

/// <summary>The pages' own routing behind the one function that serves them.</summary>
public sealed class PagesPipeline
{
    private readonly RequestDelegate pipeline;

    internal PagesPipeline(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.UsePageGuard();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapPages();
            // Our own page posts to its own address, so that a refused one can be loaded again.
            // Who may post is the form's to say, so the pages' own guard does not stand before it.
            endpoints.MapPost("/forms/{form}", (string form, HttpContext context, FormSubmission forms) => forms.ReceiveAsync(form, context));
        });
        pipeline = app.Build();
    }

    internal Task ServeAsync(HttpContext context)
    {
        // What the worker found out about its function would be taken for a page.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        if (HttpMethods.IsHead(context.Request.Method))
        {
            // The web server sends the answer's head only; the pages need not know.
            context.Request.Method = HttpMethods.Get;
        }

        return pipeline(context);
    }
}
