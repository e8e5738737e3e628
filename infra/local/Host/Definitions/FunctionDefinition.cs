using System.Collections.Immutable;

namespace Router.FunctionsHost.Definitions;

/// <summary>One <c>function.json</c>, read and checked: what starts the function and with which payload.</summary>
internal abstract record FunctionDefinition
{
    private FunctionDefinition(string name) => Name = name;

    public string Name { get; }

    /// <summary>Called by anybody; no methods means every method.</summary>
    internal sealed record Http(string Function, string Route, ImmutableArray<string> Methods) : FunctionDefinition(Function);

    /// <summary>Called for each message of a queue.</summary>
    internal sealed record Queue(string Function, string Binding, string QueueName, string Connection, QueueDataType DataType)
        : FunctionDefinition(Function);

    /// <summary>Called when its schedule says so.</summary>
    internal sealed record Timer(string Function, string Binding, string Schedule, bool UseMonitor, bool RunOnStartup, TimerRetry? Retry)
        : FunctionDefinition(Function);
}

internal enum QueueDataType
{
    Text,
    Binary,
}

/// <summary>The <c>retry</c> policy of a timer function, of the strategy <c>fixedDelay</c>.</summary>
internal sealed record TimerRetry(int MaxRetryCount, TimeSpan Delay);
