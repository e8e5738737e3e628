using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Router.Messaging;

/// <summary>Runs a handler under a deadline and turns its failure into a retry or a parked request.</summary>
internal sealed partial class MessagePump(
    IEnumerable<IMessageHandler> handlers,
    IMessageSender sender,
    ParkingLot parkingLot,
    IOptions<MessagingOptions> options,
    TimeProvider time,
    ILogger<MessagePump> logger)
{
    private const int ImmediateRedos = 5;
    private readonly Dictionary<string, IMessageHandler> handlers = handlers.ToDictionary(handler => handler.Message);

    /// <summary>Returns when the message is done with: handled, scheduled again or parked. Throws when the broker has to deliver it again.</summary>
    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        if (!handlers.TryGetValue(envelope.Message, out var handler))
        {
            throw new PermanentFailureException($"Nothing handles {envelope.Message}.");
        }

        try
        {
            await HandleWithinDeadlineAsync(handler, envelope, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await RecoverAsync(envelope, failure, cancellationToken);
        }
    }

    private async Task HandleWithinDeadlineAsync(IMessageHandler handler, MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.HandlerDeadlineSeconds));
        for (var redo = 1; ; redo++)
        {
            try
            {
                await handler.HandleAsync(envelope, deadline.Token);
                return;
            }
            catch (ConcurrentChangeException) when (redo < ImmediateRedos)
            {
                Log.Redone(logger, envelope.Message, envelope.Partition);
            }
        }
    }

    private async Task RecoverAsync(MessageEnvelope envelope, Exception failure, CancellationToken cancellationToken)
    {
        var category = FailureClassifier.Classify(failure);
        var jitter = RandomNumberGenerator.GetInt32(1000) / 1000d;
        switch (RetryPolicy.Decide(category, envelope.Attempt, (failure as ICategorized)?.RetryAfter, jitter))
        {
            case RetryDecision.Retry(var delay):
                Log.Retried(logger, envelope.Message, envelope.Partition, envelope.Attempt, category, (failure as ICategorized)?.ReasonCode ?? failure.GetType().Name, delay);
                var next = envelope with { Attempt = envelope.Attempt + 1 };
                await sender.SendAsync(
                    QueueNames.For(envelope.Message),
                    new OutboundMessage(MessageIds.OfRetry(next), next, time.GetUtcNow() + delay),
                    cancellationToken);
                break;
            default:
                Log.Parked(logger, failure, envelope.Message, envelope.Partition, envelope.Attempt, category);
                await parkingLot.ParkAsync(envelope, $"{envelope.Message} failed {envelope.Attempt} times: {(failure as ICategorized)?.ReasonCode ?? failure.GetType().Name}", cancellationToken);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Message} of {Partition} runs again: another step changed the partition")]
        public static partial void Redone(ILogger logger, string message, string partition);

        [LoggerMessage(2, LogLevel.Warning, "{Message} of {Partition} failed at attempt {Attempt}: {Category} {Failure}; next try in {Delay}")]
        public static partial void Retried(
            ILogger logger, string message, string partition, int attempt, FailureCategory category, string failure, TimeSpan delay);

        [LoggerMessage(3, LogLevel.Error, "{Message} of {Partition} is parked after attempt {Attempt}: {Category}")]
        public static partial void Parked(
            ILogger logger, Exception failure, string message, string partition, int attempt, FailureCategory category);
    }
}
