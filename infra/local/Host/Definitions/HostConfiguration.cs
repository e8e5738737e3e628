namespace Router.FunctionsHost.Definitions;

/// <summary>What this host uses of <c>host.json</c>, with the real host's defaults.</summary>
internal sealed record HostConfiguration
{
    public string RoutePrefix { get; init; } = "api";

    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(5);

    public int MaxConcurrentCalls { get; init; } = 16;

    public int PrefetchCount { get; init; }

    public TimeSpan MaxAutoLockRenewal { get; init; } = TimeSpan.FromMinutes(5);
}
