using Microsoft.Azure.Functions.Worker.Builder;
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
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ForwardedForMiddleware>();
        builder.AddRouter();
        return builder;
    }

    public static void AddRouter(this IHostApplicationBuilder builder)
    {
        builder.AddTeams(ShippedConnectors.Schemes.Names);
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
        builder.AddPages();
        builder.AddStorage();
        builder.AddOperations();
    }
}
