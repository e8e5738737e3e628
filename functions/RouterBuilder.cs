using Router.Destinations;
using Router.Digests;
using Router.Inbox;
using Router.Messaging;
using Router.Operations;
using Router.Replies;
using Router.Storage;
using Router.Triggers;

namespace Router;

/// <summary>The composition root: one line per folder, in the order of a request's way.</summary>
internal static class RouterBuilder
{
    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddTriggers();
        builder.AddInbox();
        builder.AddMessaging();
        builder.AddDestinations();
        builder.AddReplies();
        builder.AddDigests();
        builder.AddStorage();
        builder.AddOperations();
        return builder;
    }

    public static void MapRouter(this WebApplication app) => app.MapTriggers();
}
