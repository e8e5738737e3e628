using Router.Messaging;

namespace Router.Tickets;

internal static class TicketsRegistration
{
    public static void AddTickets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TicketDirectory>();
        builder.Services.AddSingleton<IMessageHandler, SolveTicketHandler>();
    }
}
