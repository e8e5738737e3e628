using System.Text.Json;
using Router.Messaging;

namespace Router.Triggers;

/// <summary>Turns the host's invocation of a queue trigger into a message for the pump. A queue has one function, whichever messages it carries.</summary>
internal static partial class QueueTrigger
{
    public static void MapQueueTrigger(this IEndpointRouteBuilder endpoints, string function) =>
        endpoints.MapHostCall(function, context => RunAsync(
            function, context, context.RequestServices.GetRequiredService<MessagePump>(), context.RequestServices.GetRequiredService<ILogger<MessagePump>>()));

    /// <param name="function">Named as the first of its queue's messages.</param>
    internal static bool Handles(string function, string message) => QueueNames.Knows(message) && QueueNames.For(message) == QueueNames.For(function);

    private static async Task<IResult> RunAsync(string function, HttpContext context, MessagePump pump, ILogger logger)
    {
        try
        {
            var envelope = await ReadAsync(context.Request.Body, context.RequestAborted);
            if (envelope is null || !Handles(function, envelope.Message))
            {
                Log.NotAMessage(logger, function);
                return InvocationResult.Failure;
            }

            await pump.HandleAsync(envelope, context.RequestAborted);
            return InvocationResult.Success;
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(logger, failure, function, FailureClassifier.Classify(failure));
            return InvocationResult.Failure;
        }
    }

    /// <summary>Data holds one property, the binding's name, with the body's bytes in base64 (dataType binary).</summary>
    private static async Task<MessageEnvelope?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var invocation = await JsonDocument.ParseAsync(body, default, cancellationToken);
            var data = invocation.RootElement.GetProperty("Data").EnumerateObject().First().Value;
            return MessageEnvelope.Parse(data.GetBytesFromBase64());
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} was given something that is no message of ours; it goes to the dead letters after the queue's deliveries")]
        public static partial void NotAMessage(ILogger logger, string function);

        [LoggerMessage(2, LogLevel.Error, "{Function} failed and the message is delivered again: {Category}")]
        public static partial void Failed(ILogger logger, Exception failure, string function, FailureCategory category);
    }
}
