using Router.Access;
using Router.Mailbox;
using Router.Pages;
using Router.Pages.Errors;
using Router.Pages.Guard;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>The pages' own routing behind the one function that serves them.</summary>
public sealed class PagesPipeline
{
    private readonly RequestDelegate pipeline;

    internal PagesPipeline(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.Use(RefuseUnmatched);
        app.UsePageGuard();
        app.UseEndpoints(endpoints =>
        {
            Map(endpoints);
            MapFunctions(endpoints);
        });
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

    // The host brings what fits to functions of their own; here it is only known which methods these addresses take.
    private static void MapFunctions(IEndpointRouteBuilder endpoints)
    {
        foreach (var address in (string[])["/api/email", MailSubscriptionKeeper.NotificationPath, MailSubscriptionKeeper.LifecyclePath, "/api/webhooks/{source}"])
        {
            endpoints.MapPost(address, ErrorResult.NotFound);
        }

        endpoints.MapMethods("/api/forms/{form}", [HttpMethods.Post, HttpMethods.Options], ErrorResult.NotFound);
    }

    private static RequestDelegate RefuseUnmatched(RequestDelegate next) => context => context.GetEndpoint() switch
    {
        RouteEndpoint => next(context),
        null => ErrorResult.NotFound().ExecuteAsync(context),
        var refusal => RefuseAsync(context, refusal),
    };

    // Routing has an endpoint of its own for paths that are known under other methods only.
    private static async Task RefuseAsync(HttpContext context, Endpoint refusal)
    {
        await refusal.RequestDelegate!(context);
        if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            var allowed = context.Response.Headers.Allow.ToString().Split(", ");
            context.Response.Headers.Allow = string.Join(", ", allowed.Contains(HttpMethods.Get) ? allowed.Append(HttpMethods.Head).Order() : allowed.Order());
            await (IsOfPrograms(context.Request.Path) ? new ProblemResult(Problem.MethodNotAllowed()) : (IResult)ErrorResult.MethodNotAllowed()).ExecuteAsync(context);
        }
    }

    private static bool IsOfPrograms(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
