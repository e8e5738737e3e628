using Amqp.Framing;
using Router.Broker.Entities;
using Router.Broker.Faults;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>
/// Feeds one receiver from a queue and carries out what it says of each message. When the link goes, its locks stay until
/// they expire: nobody knows whether the work was done.
/// </summary>
internal sealed class QueueSource(EntityMailbox mailbox, bool deadLetters, OutgoingLink link, FaultSwitches faults) : OutgoingEndpoint, IConsumer
{
    public bool Wants => link.CanSend;

    public string? SessionId { get; set; }

    private QueueEngine Engine => mailbox.EngineFor(deadLetters);

    public void Deliver(QueuedMessage message)
    {
        // Deleted only once it is on its way: the link may have gone since it was asked.
        if (!link.Send(message.LockToken, MessageWriter.Write(message, showLock: !link.SettlesOnSend)))
            Engine.Abandon(message.LockToken, countsAsFailure: false);
        else if (link.SettlesOnSend)
            Engine.Complete(message.LockToken);
    }

    public void SessionLost() => link.Detach(Conditions.Error(Conditions.SessionLockLost, "The session lock has expired on the session."));

    public override void OnCredit(bool drain)
    {
        if (drain)
            mailbox.Drain(this, deadLetters, link.Drained);
        else
            mailbox.Post(mailbox.Wake);
    }

    public override void OnRelief() => mailbox.Post(mailbox.Wake);

    public override void OnClosed() => mailbox.Remove(this, deadLetters);

    public override void OnDisposition(OutgoingDelivery delivery, DeliveryState? state, bool settled)
    {
        if (state is null || faults.Strikes(FaultKind.LostDisposition, mailbox.Path))
            return;
        mailbox.Post(() =>
        {
            if (faults.Strikes(FaultKind.LoseLock, mailbox.Path))
                Engine.Abandon(delivery.LockToken);
            var done = Apply(delivery.LockToken, state);
            if (!settled)
                mailbox.Journal.WhenDurable(() => link.Settle(delivery, Answer(done, state)));
        });
    }

    private bool Apply(Guid token, DeliveryState state) => state switch
    {
        Accepted => Engine.Complete(token),
        Released => Engine.Abandon(token, countsAsFailure: false),
        Modified { UndeliverableHere: true } modified => Engine.Defer(token, Maps.Properties(modified.MessageAnnotations)),
        Modified modified => Engine.Abandon(token, Maps.Properties(modified.MessageAnnotations)),
        Rejected rejected => DeadLetter(token, rejected.Error),
        _ => false,
    };

    private bool DeadLetter(Guid token, Error? error)
    {
        // The official clients say dead-letter and write reason and description, of whatever type, into the map; others say them here.
        var properties = Maps.Properties(error?.Info) ?? new(StringComparer.Ordinal);
        if (error is not null && (string)error.Condition != Conditions.DeadLetter)
            properties.TryAdd(DeadLetterReason.Property, (string)error.Condition);
        if (error?.Description is { } description)
            properties.TryAdd(DeadLetterReason.DescriptionProperty, description);
        return Engine.DeadLetter(token, properties: properties);
    }

    // A client's maps are never echoed: the answer to a dead-lettering is a bare "rejected".
    private static DeliveryState Answer(bool done, DeliveryState state) => (done, state) switch
    {
        (false, _) => Conditions.Rejected(Conditions.MessageLockLost,
            "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue."),
        (_, Modified { UndeliverableHere: true }) => new Modified { UndeliverableHere = true },
        (_, Modified) => new Modified { DeliveryFailed = true },
        (_, Rejected) => new Rejected(),
        (_, Released) => new Released(),
        _ => new Accepted(),
    };
}
