using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Router.Messaging.ServiceBus;

/// <summary>What the client tells of itself: the meter Router.Messaging.</summary>
internal sealed class MessagingMetrics
{
    public const string MeterName = "Router.Messaging";
    private readonly Counter<long> messages;
    private readonly Histogram<double> duration;
    private readonly Counter<long> retries;
    private readonly Counter<long> failures;
    private readonly Counter<long> connections;
    private readonly Counter<long> connectionLosses;
    private readonly Counter<long> connectionFailures;

    public MessagingMetrics(IMeterFactory meters)
    {
        // The factory owns the meter.
        var meter = meters.Create(MeterName);
        messages = meter.CreateCounter<long>("router.messaging.sent", "{message}", "Messages that the broker confirmed");
        duration = meter.CreateHistogram<double>("router.messaging.send.duration", "s", "From the call to the confirmation, or to giving up, retries included");
        retries = meter.CreateCounter<long>("router.messaging.send.retries", "{attempt}", "Further attempts within a send");
        failures = meter.CreateCounter<long>("router.messaging.send.failures", "{send}", "Sends that were given up");
        connections = meter.CreateCounter<long>("router.messaging.connections", "{connection}", "How often the broker began to answer; all but the first are recoveries");
        connectionLosses = meter.CreateCounter<long>("router.messaging.connection.losses", "{connection}", "How often it no longer answered");
        connectionFailures = meter.CreateCounter<long>("router.messaging.connection.failures", "{attempt}", "Attempts to reach it that failed");
    }

    public void Sent(string queue, int count, TimeSpan took)
    {
        messages.Add(count, new KeyValuePair<string, object?>("queue", queue));
        duration.Record(took.TotalSeconds, new TagList { { "queue", queue }, { "outcome", "confirmed" } });
    }

    public void Retried(string queue, BrokerFailure reason) => retries.Add(1, Tags(queue, reason));

    public void Failed(string queue, BrokerFailure reason, TimeSpan took)
    {
        failures.Add(1, Tags(queue, reason));
        duration.Record(took.TotalSeconds, new TagList { { "queue", queue }, { "outcome", "failed" } });
    }

    public void Connected() => connections.Add(1);

    public void Lost(BrokerFailure reason) => connectionLosses.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    public void NotConnected(BrokerFailure reason) => connectionFailures.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    private static TagList Tags(string queue, BrokerFailure reason) => new() { { "queue", queue }, { "reason", reason.ToString() } };
}
