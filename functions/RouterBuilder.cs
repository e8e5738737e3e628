using Microsoft.Azure.Functions.Worker.Builder;
using Router.Access;
using Router.Connectors;
using Router.Conversations;
using Router.Destinations;
using Router.Digests;
using Router.Inbox;
using Router.Intake;
using Router.Mailbox;
using Router.Messaging;
using Router.Operations;
using Router.Pages;
using Router.Replies;
using Router.Search;
using Router.Storage;
using Router.Subscribers;
using Router.Teams;
using Router.Tickets;
using Router.Triage;
using Router.Triggers;
using Router.Triggers.Http;

namespace Router;

/// <summary>The composition root: one line per folder, in the order of a request's way.</summary>
internal static class RouterBuilder
{
    public static FunctionsApplicationBuilder Create(string[] args)
    {
        // Reading the team file takes as long as making the worker's own builder does, so a start does both at once.
        var team = Task.Run(() => TeamsRegistration.Load(Environment.GetEnvironmentVariable("Team__Path"), ShippedConnectors.Schemes.Names));
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.UseMiddleware<BrokenCalls>();
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<FrontDoor>();
        builder.UseMiddleware<ForwardedForMiddleware>();
        builder.Services.AddSingleton(team.GetAwaiter().GetResult());
        builder.AddFeatures();
        builder.Services.AddHostedService<PagesWarmUp>();
        return builder;
    }

    /// <summary>For tests, which have no worker around the app.</summary>
    public static void AddRouter(this IHostApplicationBuilder builder)
    {
        builder.AddTeams(ShippedConnectors.Schemes.Names);
        builder.AddFeatures();
    }

    private static void AddFeatures(this IHostApplicationBuilder builder)
    {
        builder.AddTriggers();
        builder.AddIntake();
        builder.AddInbox();
        builder.AddConversations();
        builder.AddMailbox();
        builder.AddMessaging();
        builder.AddTriage();
        builder.AddDestinations();
        builder.AddTickets();
        builder.AddReplies();
        builder.AddSubscribers();
        builder.AddDigests();
        builder.AddConnectors();
        builder.AddAccess();
        builder.AddSearch();
        builder.AddPages();
        builder.AddStorage();
        builder.AddOperations();
    }
}
