using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Takes a queue's messages to the pump. An exception has the message delivered again, and dead-lettered after the queue's deliveries.</summary>
public sealed partial class QueueMessages
{
    /// <summary>The setting that names the namespace: <c>ServiceBus</c> with a connection string, or <c>ServiceBus__fullyQualifiedNamespace</c>.</summary>
    public const string Connection = "ServiceBus";

    private readonly MessagePump pump;
    private readonly ILogger logger;

    internal QueueMessages(MessagePump pump, ILogger<QueueMessages> logger)
    {
        this.pump = pump;
        this.logger = logger;
    }

    internal async Task HandleAsync(string function, byte[] message, CancellationToken cancellationToken)
    {
        if (MessageEnvelope.Parse(message) is not { } envelope || !Handles(function, envelope.Message))
        {
            Log.NotAMessage(logger, function);
            throw new InvalidDataException($"{function} was given something that is no message of ours.");
        }

        try
        {
            await pump.HandleAsync(envelope, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, failure, function, FailureClassifier.Classify(failure));
            throw;
        }
    }

    /// <summary>A queue has one function, whichever messages it carries.</summary>
    /// <param name="function">Named as the first of its queue's messages.</param>
    internal static bool Handles(string function, string message) => QueueNames.Knows(message) && QueueNames.For(message) == QueueNames.For(function);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} was given something that is no message of ours; it goes to the dead letters after the queue's deliveries")]
        public static partial void NotAMessage(ILogger logger, string function);

        [LoggerMessage(2, LogLevel.Error, "{Function} failed and the message is delivered again: {Category}")]
        public static partial void Failed(ILogger logger, Exception failure, string function, FailureCategory category);
    }
}
