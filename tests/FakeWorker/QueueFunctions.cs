using Microsoft.Azure.Functions.Worker;

namespace Router.FakeWorker;

/// <summary>The queues are two that the local broker has.</summary>
internal static class Bindings
{
    public const string Connection = "ServiceBus";
}

/// <summary>Reads bytes, as the app does.</summary>
public sealed class TakeBytes
{
    [Function(nameof(TakeBytes))]
    public Task RunAsync([ServiceBusTrigger("triage", Connection = Bindings.Connection)] byte[] message, string messageId, int deliveryCount, FunctionContext context, CancellationToken cancellation) =>
        FunctionCalls.TakeAsync(context, $"{FunctionCalls.Text(message)} id={messageId} delivery={deliveryCount}", cancellation);
}

/// <summary>Reads text: the body's own properties join the metadata.</summary>
public sealed class TakeText
{
    [Function(nameof(TakeText))]
    public Task RunAsync([ServiceBusTrigger("doing", Connection = Bindings.Connection)] string message, FunctionContext context, CancellationToken cancellation) =>
        FunctionCalls.TakeAsync(context, message, cancellation);
}
