using System.Security.Cryptography;
using System.Text;
using Router.Storage;

namespace Router.Subscribers.Deliveries;

/// <summary>One fact on its way to one subscriber.</summary>
/// <param name="Id">The webhook-id: stable for a fact and a subscriber, so that the receiver can tell a repetition.</param>
/// <param name="FactAt">When the fact came true.</param>
internal sealed record Delivery(string Subscriber, string Id, string Type, string RequestId, DateTimeOffset FactAt)
{
    private const int KeptAttempts = 20;

    public DeliveryState State { get; init; }

    /// <summary>When it is tried next; null when it is not.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Attempts since it was made, or sent again by a person.</summary>
    public int Round { get; init; }

    /// <summary>All attempts there were.</summary>
    public int Attempts { get; init; }

    /// <summary>The last attempts, the latest last.</summary>
    public IReadOnlyList<DeliveryAttempt> Latest { get; init => field = value ?? []; } = [];

    public static Delivery Of(StoredFact fact, string requestId, string subscriber, DateTimeOffset now) =>
        new(subscriber, IdOf(subscriber, requestId, fact.Stage, fact.Fact.Type), fact.Fact.Type, requestId, fact.At) { NextAt = now };

    public Delivery With(DeliveryAttempt attempt, DeliveryState state, DateTimeOffset? nextAt) => this with
    {
        State = state,
        NextAt = nextAt,
        Round = Round + 1,
        Attempts = Attempts + 1,
        Latest = [.. Latest.TakeLast(KeptAttempts - 1), attempt],
    };

    private static string IdOf(string subscriber, string requestId, string stage, string type) =>
        "msg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subscriber}\n{requestId}\n{stage}\n{type}")).AsSpan(0, 16));
}

/// <param name="Outcome">Our own words: a status, or why there is none.</param>
internal sealed record DeliveryAttempt(DateTimeOffset At, string Outcome);

/// <summary>How far a delivery has come.</summary>
internal enum DeliveryState
{
    /// <summary>It is tried, now or later.</summary>
    Waiting,

    /// <summary>The subscriber has answered 2xx.</summary>
    Delivered,

    /// <summary>All attempts have failed; a person may send it again.</summary>
    Failed,
}

/// <summary>How a subscriber fares.</summary>
internal sealed record SubscriberState
{
    /// <summary>Null while it is told of facts.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Our own words.</summary>
    public string? DisabledBecause { get; init; }

    /// <summary>Deliveries that failed at all attempts, with none between them that arrived.</summary>
    public int FailedInARow { get; init; }

    /// <summary>It has asked to be left alone until then.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
}
