using Router.Access;
using Router.Pages;
using Router.Pages.Guard;

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
        app.UseEndpoints(Map);
        pipeline = app.Build();
    }

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPages();
        // Our own page posts to its own address, so that a refused one can be loaded again. Which other sites' pages may post is the form's to say.
        endpoints.MapPost("/forms/{form}", (string form, HttpContext context, FormSubmission forms) => forms.ReceiveAsync(form, context))
            .WithMetadata(new OpenToAttribute(Audience.Public), new ChecksOriginItself());
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
