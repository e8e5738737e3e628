using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Protocol;
using RpcException = Grpc.Core.RpcException;
using Content = Router.FunctionsHost.Protocol.StreamingMessage.ContentOneofCase;

namespace Router.FunctionsHost.Worker;

/// <summary>The conversation with one worker: what is asked, and who waits for which answer.</summary>
internal sealed class WorkerChannel(string workerId, FrameLog frames, ILogger<WorkerChannel> log)
{
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<(Content Answer, string Id), TaskCompletionSource<StreamingMessage>> waiting = new();
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string WorkerId => workerId;

    /// <summary>The worker has opened its stream.</summary>
    public Task Opened => opened.Task;

    /// <summary>Nothing comes any more, and whoever waited has been told.</summary>
    public Task Closed => closed.Task;

    /// <summary>Speaks until the stream ends; the worker's first word has been read.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> writer, CancellationToken cancellation)
    {
        frames.Write("to-host", incoming.Current);
        opened.TrySetResult();
        var writing = WriteAsync(writer);
        try
        {
            while (await incoming.MoveNext(cancellation))
            {
                Take(incoming.Current);
            }
        }
        finally
        {
            Close();
            await writing;
        }
    }

    public async Task<WorkerInitResponse> InitializeAsync(string appRoot, CancellationToken cancellation)
    {
        var request = new WorkerInitRequest { HostVersion = HostVersion.Text, WorkerDirectory = appRoot, FunctionAppDirectory = appRoot };
        var answer = (await AskAsync(new StreamingMessage { WorkerInitRequest = request }, Content.WorkerInitResponse, "", cancellation)).WorkerInitResponse;
        Demand(answer.Result, "The worker could not be initialized");
        return answer;
    }

    public async Task<FunctionMetadataResponse> ListFunctionsAsync(string appRoot, CancellationToken cancellation)
    {
        var question = new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = appRoot } };
        var answer = (await AskAsync(question, Content.FunctionMetadataResponse, "", cancellation)).FunctionMetadataResponse;
        Demand(answer.Result, "The worker could not list its functions");
        return answer;
    }

    public async Task LoadAsync(RpcFunctionMetadata function, CancellationToken cancellation)
    {
        var question = new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function } };
        var answer = await AskAsync(question, Content.FunctionLoadResponse, function.FunctionId, cancellation);
        Demand(answer.FunctionLoadResponse.Result, $"The worker could not load {function.Name}");
    }

    /// <param name="request">What to call, with what.</param>
    /// <param name="cancel">Tells the worker to give up. The call lasts until the worker answers, or is gone.</param>
    public async Task<StatusResult> InvokeAsync(InvocationRequest request, CancellationToken cancel)
    {
        var answer = AskAsync(new StreamingMessage { InvocationRequest = request }, Content.InvocationResponse, request.InvocationId, CancellationToken.None);
        await using var _ = cancel.Register(() => Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } }));
        return (await answer).InvocationResponse.Result;
    }

    /// <summary>Asks the worker to end by itself.</summary>
    public void Terminate(TimeSpan grace) => Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(grace) } });

    /// <summary>Nobody answers any more: everyone who waits is told.</summary>
    public void Close()
    {
        closed.TrySetResult();
        outgoing.Writer.TryComplete();
        foreach (var answer in waiting.Values)
        {
            answer.TrySetException(new WorkerGoneException());
        }
    }

    private static void Demand(StatusResult? result, string failure)
    {
        if (result?.Status is not StatusResult.Types.Status.Success)
        {
            throw new HostException($"{failure}: {result?.Exception?.Message ?? result?.Result ?? "no reason given"}");
        }
    }

    private async Task<StreamingMessage> AskAsync(StreamingMessage question, Content answer, string id, CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[(answer, id)] = waiter;
        try
        {
            if (!Send(question) || closed.Task.IsCompleted)
            {
                throw new WorkerGoneException();
            }

            return await waiter.Task.WaitAsync(cancellation);
        }
        finally
        {
            waiting.TryRemove((answer, id), out _);
        }
    }

    private bool Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> writer)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync())
            {
                frames.Write("to-worker", message);
                await writer.WriteAsync(message);
            }
        }
        catch (Exception e) when (e is RpcException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // The stream is gone; the reading side says so.
        }
    }

    private void Take(StreamingMessage message)
    {
        frames.Write("to-host", message);
        if (message.ContentCase == Content.RpcLog)
        {
            WorkerOutput.Write(log, message.RpcLog);
            return;
        }

        var id = message.ContentCase switch
        {
            Content.FunctionLoadResponse => message.FunctionLoadResponse.FunctionId,
            Content.InvocationResponse => message.InvocationResponse.InvocationId,
            _ => "",
        };
        if (waiting.TryGetValue((message.ContentCase, id), out var answer))
        {
            answer.TrySetResult(message);
        }
    }
}
