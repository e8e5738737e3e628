using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Router.FakeWorker;

public sealed class Tick
{
    [Function(nameof(Tick))]
    public Task RunAsync([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, FunctionContext context, CancellationToken cancellation) =>
        FunctionCalls.TakeAsync(context, JsonSerializer.Serialize(timer), cancellation);
}

public sealed class TickAgain
{
    [Function(nameof(TickAgain))]
    [FixedDelayRetry(2, "00:00:00.010")]
    public Task RunAsync([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer, FunctionContext context, CancellationToken cancellation) =>
        FunctionCalls.TakeAsync(context, JsonSerializer.Serialize(timer), cancellation);
}
