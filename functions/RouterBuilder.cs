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

namespace Router;

/// <summary>The composition root: one line per folder, in the order of a request's way.</summary>
internal static class RouterBuilder
{
    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
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
        return builder;
    }

    public static WebApplication BuildRouter(this WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapTriggers();
        return app;
    }
}
