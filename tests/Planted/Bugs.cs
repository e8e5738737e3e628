using Router.Destinations.Backlog;
using Router.Digests;
using Router.Messaging;
using Router.Shared;
using Router.Storage;

namespace Router.Planted;

/// <summary>One bug per invariant.</summary>
internal static class Bugs
{
    public static void Plant(this WebApplicationBuilder builder, string? bug)
    {
        switch (bug)
        {
            case "none":
                builder.Wrap(MessageNames.TriageRequest, (handler, _) => handler);
                break;
            case "lost":
                builder.Services.AddSingleton<IStartupFilter, AcknowledgesWithoutStoring>();
                break;
            case "stuck":
                builder.Wrap(MessageNames.TriageRequest, (_, _) => new SwallowsMessages());
                builder.Services.AddSingleton<IStartupFilter, NeverRelays>();
                break;
            case "duplicated":
                builder.Wrap(MessageNames.AddToBacklog, (handler, services) => new AsksTwice(handler, services));
                break;
            case "ghost":
                builder.Wrap(MessageNames.FileBug, (handler, services) => new AsksForBugsToo(handler, services));
                break;
            case "leaked":
                builder.Wrap(MessageNames.TriageRequest, (handler, services) => new LogsSubjects(handler, services));
                break;
            case "digests":
                builder.Services.AddSingleton<IDigestStorage>(services => new ForgetsPeriods(ActivatorUtilities.CreateInstance<DigestStorage>(services)));
                break;
            default:
                throw new ArgumentException($"No bug is called '{bug}'.", nameof(bug));
        }
    }

    private static void Wrap(this WebApplicationBuilder builder, string message, Func<IMessageHandler, IServiceProvider, IMessageHandler> wrap)
    {
        foreach (var registered in builder.Services.Where(service => service.ServiceType == typeof(IMessageHandler)).ToList())
        {
            builder.Services.Remove(registered);
            builder.Services.AddSingleton<IMessageHandler>(services =>
            {
                var handler = (IMessageHandler)ActivatorUtilities.CreateInstance(services, registered.ImplementationType!);
                return handler.Message == message ? new Renamed(message, wrap(handler, services)) : handler;
            });
        }
    }

    private sealed class Renamed(string message, IMessageHandler inner) : IMessageHandler
    {
        public string Message => message;

        public Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken) => inner.HandleAsync(envelope, cancellationToken);
    }
}

internal sealed class SwallowsMessages : IMessageHandler
{
    public string Message => "";

    public Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class AsksTwice(IMessageHandler handler, IServiceProvider services) : IMessageHandler
{
    public string Message => "";

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        await handler.HandleAsync(envelope, cancellationToken);
        await BoardAsks.AddAsync(services, envelope, "0000000000000000000000000000000d", cancellationToken);
    }
}

internal sealed class AsksForBugsToo(IMessageHandler handler, IServiceProvider services) : IMessageHandler
{
    public string Message => "";

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        await BoardAsks.AddAsync(services, envelope, "0000000000000000000000000000000e", cancellationToken);
        await handler.HandleAsync(envelope, cancellationToken);
    }
}

internal sealed class LogsSubjects(IMessageHandler handler, IServiceProvider services) : IMessageHandler
{
    public string Message => "";

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var partition = await services.GetRequiredService<PartitionStore>().LoadAsync(envelope.Partition, cancellationToken);
        Console.WriteLine($"Triaging {partition?.Request?.Subject}");
        await handler.HandleAsync(envelope, cancellationToken);
    }
}

internal static class BoardAsks
{
    public static Task AddAsync(IServiceProvider services, MessageEnvelope envelope, string itemId, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        return services.GetRequiredService<BacklogStore>().AskAsync(
            new BacklogItem(itemId, "Planted", "", null, null, 1, now, now), envelope.Partition, cancellationToken);
    }
}
