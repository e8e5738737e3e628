using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.Destinations.Backlog;
using Router.Digests;
using Router.Messaging;
using Router.Messaging.ServiceBus;
using Router.Requests;
using Router.Storage;

namespace Router.Planted;

/// <summary>One bug per invariant, and one per family of faults, which shows only when such a fault strikes.</summary>
internal static class Bugs
{
    public static void Plant(this FunctionsApplicationBuilder builder, string? bug)
    {
        switch (bug)
        {
            case "none":
                builder.Wrap(MessageNames.TriageRequest, (handler, _) => handler);
                break;
            case "lost":
                builder.UseMiddleware<AcknowledgesWithoutStoring>();
                break;
            case "stuck":
                builder.Wrap(MessageNames.TriageRequest, (_, _) => new SwallowsMessages());
                builder.UseMiddleware<NeverRelays>();
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
            case "never-relays":
                builder.UseMiddleware<NeverRelays>();
                break;
            case "relays-in-two-lives":
                if (LivesSoFar(builder.Configuration["Planted:Lives"]!) > 2)
                {
                    builder.UseMiddleware<NeverRelays>();
                }

                break;
            case "ends-rounds-early":
                builder.Services.Replace(ServiceDescriptor.Singleton<IWorkProgress, EndsRoundsEarly>());
                break;
            case "never-reconnects":
                builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSender, NeverReconnects>());
                break;
            case "never-tries-again":
                builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSender>(services => new NeverTriesAgain(ActivatorUtilities.CreateInstance<ServiceBusMessageSender>(services))));
                break;
            case "works-per-delivery":
                builder.Wrap(MessageNames.TriageRequest, (handler, services) => new WorksPerDelivery(handler, services));
                break;
            case "answers-through-outages":
                builder.UseMiddleware<AnswersThroughOutages>();
                break;
            case "completes-what-failed":
                builder.UseMiddleware<CompletesWhatFailed>();
                break;
            default:
                throw new ArgumentException($"No bug is called '{bug}'.", nameof(bug));
        }
    }

    /// <summary>Each start adds a line to the file.</summary>
    private static int LivesSoFar(string file)
    {
        File.AppendAllText(file, "started\n");
        return File.ReadLines(file).Count();
    }

    private static void Wrap(this FunctionsApplicationBuilder builder, string message, Func<IMessageHandler, IServiceProvider, IMessageHandler> wrap)
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

internal sealed class EndsRoundsEarly : IWorkProgress
{
    public bool HasOpenWork(Partition partition) => false;
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
        // Before the request is settled, which is when the oracle looks.
        await BoardAsks.AddAsync(services, envelope, "0000000000000000000000000000000d", cancellationToken);
        await handler.HandleAsync(envelope, cancellationToken);
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
