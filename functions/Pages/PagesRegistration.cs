using Microsoft.Extensions.Options;
using Router.Access;
using Router.Pages.Assets;
using Router.Pages.Audit;
using Router.Pages.Board;
using Router.Pages.Bugs;
using Router.Pages.DeadLetters;
using Router.Pages.Docs;
using Router.Pages.Forms;
using Router.Pages.Guard;
using Router.Pages.Models;
using Router.Pages.Outbox;
using Router.Pages.Refused;
using Router.Pages.Requests;
using Router.Pages.Search;
using Router.Pages.Status;
using Router.Pages.Subscribers;
using Router.Pages.Teams;

namespace Router.Pages;

internal static class PagesRegistration
{
    public static void AddPages(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<PagesOptions>().BindConfiguration("Pages").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PagesOptions>, PagesOptionsValidator>();
        builder.Services.AddSingleton<IValidateOptions<PagesOptions>, SignInOffValidator>();
        builder.Services.AddSingleton<SignIn>();
        builder.Services.AddSingleton<LocalPerson>();
        builder.Services.AddSingleton<SameOriginCheck>();
        builder.Services.AddSingleton<FormSites>();
        builder.Services.AddSingleton<SimilarAnswers>();
        builder.Services.AddSingleton<RequestPages>();
    }

    public static void UsePageGuard(this IApplicationBuilder app) => app.UseMiddleware<PageGuard>();

    /// <summary>Each page in the group that says whom it is open to.</summary>
    public static void MapPages(this IEndpointRouteBuilder endpoints)
    {
        MapPublicPages(OpenTo(Audience.Public));
        MapCustomersPages(OpenTo(Audience.CustomersToken));
        MapReadersPages(OpenTo(Audience.Reader));
        MapOwnersPages(OpenTo(Audience.Owner));
        MapAgentsPages(OpenTo(Audience.Agent));
        MapAdminsPages(OpenTo(Audience.Admin));

        RouteGroupBuilder OpenTo(Audience audience) => endpoints.MapGroup("").WithMetadata(new OpenToAttribute(audience));
    }

    private static void MapPublicPages(RouteGroupBuilder pages)
    {
        pages.MapGet("/", () => TypedResults.Redirect("/board"));
        pages.MapGet("/assets/router.css", Asset.Stylesheet.Answer);
        pages.MapGet("/assets/form.js", Asset.FormScript.Answer);
        pages.MapGet("/forms", FormEndpoint.List);
        pages.MapGet("/forms/{form}", FormEndpoint.Show);
        pages.MapGet("/api/forms/{form}", (string form) => TypedResults.Redirect($"/forms/{Uri.EscapeDataString(form)}"));
        pages.MapGet("/api/forms/{form}/similar", SimilarEndpoint.FindAsync);
        pages.MapGet("/docs", DocsEndpoint.List);
        pages.MapGet("/docs/{slug}", DocsEndpoint.Show);
    }

    private static void MapCustomersPages(RouteGroupBuilder pages)
    {
        pages.MapGet("/forms/{form}/thanks/{id}/{token}", FormEndpoint.ThankAsync);
        pages.MapGet("/status/{id}/{token}", StatusEndpoint.ShowAsync);
    }

    private static void MapReadersPages(RouteGroupBuilder pages)
    {
        pages.MapGet("/board", BoardEndpoint.ShowAsync);
        pages.MapGet("/requests", RequestsEndpoints.ListAsync);
        pages.MapGet("/search", SearchEndpoint.ShowAsync);
        pages.MapGet("/requests/{id}", RequestsEndpoints.ShowAsync);
        pages.MapGet("/requests/{id}/attachments/{mail}/{index:int}", AttachmentEndpoint.ShowAsync);
        pages.MapGet("/requests/{id}/mails/{mail}/whole", WholeMailEndpoints.ShowAsync);
        pages.MapGet("/requests/{id}/mails/{mail}/raw", WholeMailEndpoints.DownloadAsync);
        pages.MapGet("/requests/{id}/mails/{mail}/html", WholeMailEndpoints.ShowHtmlAsync);
        pages.MapGet("/unclear", WaitingEndpoints.ShowUnclearAsync);
        pages.MapGet("/bugs", BugsEndpoint.ShowAsync);
        pages.MapGet("/outbox", OutboxEndpoints.ListAsync);
        pages.MapGet("/outbox/{partition}/{key}", OutboxEndpoints.ShowAsync);
        pages.MapGet("/model", ModelEndpoints.ShowAsync);
        pages.MapGet("/team", TeamEndpoint.Show);
        pages.MapPost("/team/local-person", LocalPersonEndpoint.ChooseAsync);
    }

    // The guard looks at the request of the route value id.
    private static void MapOwnersPages(RouteGroupBuilder pages)
    {
        pages.MapPost("/requests/{id}/decision", RequestsEndpoints.DecideAsync);
        pages.MapPost("/requests/{id}/correction", RequestsEndpoints.CorrectAsync);
        pages.MapPost("/requests/{id}/assignment", RequestsEndpoints.AssignAsync);
        pages.MapPost("/requests/{id}/notes", ComposerEndpoints.AddNoteAsync);
        pages.MapPost("/requests/{id}/replay", RequestsEndpoints.ReplayAsync);
        pages.MapPost("/requests/{id}/close", RequestsEndpoints.CloseAsync);
        pages.MapPost("/requests/{id}/reopen", RequestsEndpoints.ReopenAsync);
        pages.MapPost("/requests/{id}/read", RequestsEndpoints.MarkReadAsync);
        pages.MapPost("/requests/{id}/take-up", WholeMailEndpoints.TakeUpAsync);
        pages.MapPost("/requests/{id}/mails/{mail}/whole", WholeMailEndpoints.TakeWholeAsync);
    }

    private static void MapAgentsPages(RouteGroupBuilder pages)
    {
        pages.MapPost("/requests/{id}/mails/{mail}/belief", BeliefEndpoint.SayAsync);
        pages.MapPost("/requests/{id}/reply", ComposerEndpoints.ReplyAsync);
        pages.MapPost("/requests/{id}/reply/{key}/undo", ComposerEndpoints.UndoAsync);
        pages.MapPost("/outbox/{partition}/{key}/send", OutboxEndpoints.SendAsync);
        pages.MapPost("/outbox/{partition}/{key}/edit", DraftEndpoints.EditAsync);
        pages.MapPost("/outbox/{partition}/{key}/discard", DraftEndpoints.DiscardAsync);
        pages.MapPost("/outbox/{partition}/{key}/restore", DraftEndpoints.RestoreAsync);
        pages.MapGet("/dead-letters", DeadLettersEndpoints.ShowAsync);
        pages.MapPost("/dead-letters/replay", DeadLettersEndpoints.ReplayAsync);
        pages.MapGet("/parked", () => TypedResults.Redirect("/dead-letters", permanent: true));
    }

    private static void MapAdminsPages(RouteGroupBuilder pages)
    {
        pages.MapGet("/subscribers", SubscribersEndpoints.ShowAsync);
        pages.MapPost("/subscribers/{subscriber}/enable", SubscribersEndpoints.EnableAsync);
        pages.MapPost("/subscribers/{subscriber}/deliveries", SubscribersEndpoints.SendAgainAsync);
        pages.MapPost("/model/back", ModelEndpoints.GoBackAsync);
        pages.MapGet("/refusals", RefusedEndpoint.Show);
        pages.MapGet("/audit", AuditEndpoints.ShowAsync);
        pages.MapGet("/audit/export", AuditEndpoints.ExportAsync);
    }
}
