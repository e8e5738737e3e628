using Router.Kit;
using Router.Messaging;

namespace Router.Crash.Faults;

/// <summary>All faults that are injected around the living app; those that end the app itself are kills.</summary>
internal static class FaultCatalogue
{
    /// <summary>More than one send tries within its deadline.</summary>
    private const int Busy = 6;

    /// <summary>Longer than the app tries within a request's deadline; then one write in four fails.</summary>
    private const int WritesInARow = 25;
    private const int OneWriteIn = 4;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("broker killed", FaultFamily.BrokerAway, stack => Done(stack.Broker.Kill), FailedConnectsAsync, stack => stack.Broker.StartAsync()),
        new("broker refuses connections", FaultFamily.BrokerAway, RefuseAsync, FailedConnectsAsync, ClearAsync),
        Hang(),
        OfBroker("connections reset", FaultFamily.LinkLost, "drop-connections"),
        OfBroker("connections closed", FaultFamily.LinkLost, "close-connections"),
        OfBroker("links detached", FaultFamily.LinkLost, "detach-forced"),
        OfBroker("tokens expired", FaultFamily.LinkLost, "expire-tokens"),
        OfBroker("server busy", FaultFamily.Refused, "server-busy", Busy),
        OfBroker("acknowledgement lost", FaultFamily.Redelivered, "lost-ack", 3),
        OfBroker("lock lost", FaultFamily.Redelivered, "lose-lock", 5),
        OfBroker("disposition lost", FaultFamily.Redelivered, "lost-disposition", 5),
        OfStorage("tables unavailable", stack => stack.Tables, StorageFault.Unavailable),
        OfStorage("tables reset", stack => stack.Tables, StorageFault.Reset),
        OfStorage("tables' answer lost", stack => stack.Tables, StorageFault.LostAnswer),
        OfStorage("blobs unavailable", stack => stack.Blobs, StorageFault.Unavailable),
        OfStorage("blobs reset", stack => stack.Blobs, StorageFault.Reset),
        OfStorage("blobs' answer lost", stack => stack.Blobs, StorageFault.LostAnswer),
        Copies(),
        new("poison", FaultFamily.Poison, PoisonAsync, stack => stack.Broker.SumDepthsAsync("deadLettered"), _ => Task.CompletedTask) { AtLeast = Poison.Kinds.Count },
    ];

    /// <summary>For bugs that only one queue's messages show: a fault that may strike any queue can miss them.</summary>
    private static IReadOnlyList<Fault> Aimed { get; } =
    [
        OfBroker("lock of triage lost", FaultFamily.Redelivered, "lose-lock", queue: QueueNames.Triage),
    ];

    public static Fault Named(string name) => All.Concat(Aimed).Single(fault => fault.Name == name);

    public static Fault Kill(int signal)
    {
        long struck = 0;
        return new($"app killed by signal {signal}", FaultFamily.AppKilled, Begin, _ => Task.FromResult(Interlocked.Read(ref struck)), _ => Task.CompletedTask);

        async Task Begin(LocalStack stack)
        {
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            int processes;
            // While the host waits to start it again there is none.
            while ((processes = stack.SignalApp(signal)) == 0 && await tick.WaitForNextTickAsync())
            {
            }

            Interlocked.Add(ref struck, processes);
        }
    }

    private static Fault OfBroker(string name, FaultFamily family, string fault, int count = 1, string? queue = null) =>
        new(name, family, stack => stack.Broker.InjectAsync(fault, count, queue), stack => stack.Broker.InjectedAsync(fault), ClearAsync);

    private static Fault OfStorage(string name, Func<LocalStack, StorageProxy> proxyOf, StorageFault fault)
    {
        return new(name, FaultFamily.StorageAway, Begin, stack => Task.FromResult((long)proxyOf(stack).Faults), End);

        Task Begin(LocalStack stack) => Done(() =>
        {
            var writes = 0;
            proxyOf(stack).NextFault = () => Interlocked.Increment(ref writes) is var write && (write <= WritesInARow || write % OneWriteIn == 1) ? fault : null;
        });

        Task End(LocalStack stack) => Done(() => proxyOf(stack).NextFault = () => null);
    }

    // Proven by what the app asks while not one frame comes back.
    private static Fault Hang()
    {
        (long Asked, long Answered) begun = (0, 0);
        return new("broker hangs", FaultFamily.BrokerAway, Begin, Count, ClearAsync);

        async Task Begin(LocalStack stack)
        {
            await stack.Broker.InjectAsync("hang");
            begun = (stack.Amqp.Asked, stack.Amqp.Answered);
        }

        Task<long> Count(LocalStack stack) => Task.FromResult(stack.Amqp.Answered == begun.Answered ? stack.Amqp.Asked - begun.Asked : 0);
    }

    private static Fault Copies()
    {
        Copier? copier = null;
        return new("copies in any order", FaultFamily.Redelivered, Begin, _ => Task.FromResult((long)(copier?.Copies ?? 0)), _ => copier!.DisposeAsync().AsTask()) { AtLeast = 50 };

        async Task Begin(LocalStack stack) => copier = await Copier.StartAsync(stack, KillPlan.Seed);
    }

    private static async Task PoisonAsync(LocalStack stack)
    {
        await using var bus = await RawBus.OpenAsync(stack.Broker);
        foreach (var (queue, body) in Poison.Kinds)
        {
            await bus.SendAsync(queue, body);
        }
    }

    private static Task<long> FailedConnectsAsync(LocalStack stack) => Task.FromResult((long)stack.Amqp.FailedConnects);

    // The closed port leaves the connections that stand.
    private static async Task RefuseAsync(LocalStack stack)
    {
        await stack.Broker.InjectAsync("refuse-connections");
        await stack.Broker.InjectAsync("drop-connections");
    }

    private static Task ClearAsync(LocalStack stack) => stack.Broker.ClearFaultsAsync();

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
