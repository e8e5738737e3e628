using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Http;
using Router.FunctionsHost.Protocol;
using RpcException = Grpc.Core.RpcException;

namespace Router.FunctionsHost.Worker;

/// <summary>Where workers call: gRPC on a free port of this machine's loopback.</summary>
internal sealed class WorkerEndpoint : IAsyncDisposable
{
    /// <summary>The real host's limit: as good as none.</summary>
    public const int LargestMessage = int.MaxValue;

    private readonly ConcurrentDictionary<string, WorkerChannel> expected = new();
    private readonly WebApplication web;

    public WorkerEndpoint(ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(new QuietWebLogs(logs));
        builder.Services.AddSingleton<ILoggerFactory>(services => services.GetRequiredService<QuietWebLogs>());
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (LargestMessage, LargestMessage));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        web = builder.Build();
        web.UseRouting();
        web.MapGrpcService<Service>();
    }

    public Uri Address => new(web.Urls.Single());

    public Task StartAsync(CancellationToken cancellation) => web.StartAsync(cancellation);

    /// <summary>From now on a worker with this channel's id is let in.</summary>
    public void Expect(WorkerChannel channel) => expected[channel.WorkerId] = channel;

    public ValueTask DisposeAsync() => web.DisposeAsync();

    internal sealed class Service(WorkerEndpoint endpoint) : FunctionRpc.FunctionRpcBase
    {
        public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
        {
            if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.StartStream is not { } start || !endpoint.expected.TryRemove(start.WorkerId, out var channel))
            {
                throw new RpcException(new Status(StatusCode.PermissionDenied, "No such worker was started."));
            }

            try
            {
                await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or RpcException)
            {
                // A killed worker ends its stream like this; its process's exit says the rest.
            }
        }
    }
}
