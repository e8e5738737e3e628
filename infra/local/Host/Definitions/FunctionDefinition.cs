using System.Collections.Immutable;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Definitions;

/// <summary>One function as this host runs it. A closed set: HTTP, queue or timer.</summary>
internal abstract record FunctionDefinition
{
    private FunctionDefinition(string name) => Name = name;

    public string Name { get; }

    /// <summary>What the worker said of it, given back when it is to load the function.</summary>
    public RpcFunctionMetadata Metadata { get; init; } = new();

    /// <summary>The name of the parameter that the trigger fills.</summary>
    public abstract string Binding { get; }

    /// <summary>Called by anybody; no methods means every method.</summary>
    internal sealed record Http(string Function, string Parameter, string Route, ImmutableArray<string> Methods) : FunctionDefinition(Function)
    {
        public override string Binding => Parameter;
    }

    /// <summary>Called for each message of a queue.</summary>
    internal sealed record Queue(string Function, string Parameter, string QueueName, string Connection, QueueDataType DataType) : FunctionDefinition(Function)
    {
        public override string Binding => Parameter;
    }

    /// <summary>Called when its schedule says so.</summary>
    internal sealed record Timer(string Function, string Parameter, string Schedule, bool UseMonitor, bool RunOnStartup, TimerRetry? Retry) : FunctionDefinition(Function)
    {
        public override string Binding => Parameter;
    }
}

internal enum QueueDataType
{
    Text,
    Binary,
}

/// <summary>The retry policy of a timer function, of the strategy fixed delay.</summary>
internal sealed record TimerRetry(int MaxRetryCount, TimeSpan Delay);
