using Router.Kit;

namespace Router.Crash.Faults;

/// <summary>Something that goes wrong around the app for a while, and the proof that it did.</summary>
/// <param name="Name">As the matrix prints it.</param>
/// <param name="Family">Faults of a family are told apart from health by the same planted bug.</param>
/// <param name="BeginAsync">Lets it go wrong.</param>
/// <param name="CountAsync">A number that grows when it strikes.</param>
/// <param name="EndAsync">Lets all be well again.</param>
internal sealed record Fault(string Name, FaultFamily Family, Func<LocalStack, Task> BeginAsync, Func<LocalStack, Task<long>> CountAsync, Func<LocalStack, Task> EndAsync)
{
    /// <summary>Longer than a send's deadline, where the client could else wait until it is over.</summary>
    public TimeSpan Lasts => Family == FaultFamily.BrokerAway ? TimeSpan.FromSeconds(8) : TimeSpan.Zero;

    /// <summary>How often it has to strike.</summary>
    public int AtLeast { get; init; } = 1;

    public override string ToString() => Name;
}

internal enum FaultFamily
{
    /// <summary>The broker can't be reached, or says nothing.</summary>
    BrokerAway,

    /// <summary>Connections, links and tokens end while the broker is there.</summary>
    LinkLost,

    /// <summary>The broker takes nothing for the moment.</summary>
    Refused,

    /// <summary>What was done is delivered again.</summary>
    Redelivered,

    /// <summary>Tables or blobs fail.</summary>
    StorageAway,

    /// <summary>Messages that nobody can handle: each has to end in the dead letters.</summary>
    Poison,

    /// <summary>The app dies; the host starts it again.</summary>
    AppKilled,
}
