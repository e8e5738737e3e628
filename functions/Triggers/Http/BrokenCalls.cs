using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Router.Operations;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>
/// Stands before the worker's own part that waits for the request behind a call: one that broke off on its way here is the sender's fault, and would be logged with
/// a stack trace as ours.
/// </summary>
internal sealed class BrokenCalls(Refusals refusals) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested && ChannelOf(context.FunctionDefinition.Name) is { } channel)
        {
            refusals.Note(Problem.Malformed("The request broke off."), channel);
        }
    }

    private static string? ChannelOf(string function) => function switch
    {
        nameof(ReceiveEmail) => "email",
        nameof(ReceiveForm) => "form",
        nameof(ReceiveWebhook) => "webhook",
        nameof(ServePages) => "page",
        _ => null,
    };
}
