using Router.Destinations.BugIntake;
using Router.Messaging;

namespace Router.Destinations;

internal static class DestinationsRegistration
{
    public static void AddDestinations(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IMessageHandler, FileBugHandler>();
}
