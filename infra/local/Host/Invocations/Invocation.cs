using System.Diagnostics;
using Google.Protobuf;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Protocol;
using Router.FunctionsHost.Worker;

namespace Router.FunctionsHost.Invocations;

/// <summary>What every call has in common.</summary>
internal static class Invocation
{
    public static InvocationRequest Of(FunctionDefinition function, TypedData data) => new()
    {
        InvocationId = InvocationIds.New(),
        FunctionId = function.Metadata.FunctionId,
        InputData = { new ParameterBinding { Name = function.Binding, Data = data } },
        TraceContext = new RpcTraceContext { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" },
    };

    public static TypedData Text(string value) => new() { String = value };

    public static TypedData Json(string value) => new() { Json = value };

    public static TypedData Bytes(ReadOnlyMemory<byte> value) => new() { Bytes = UnsafeByteOperations.UnsafeWrap(value) };
}
