namespace Router.FunctionsHost.Definitions;

/// <summary>What this host uses of <c>host.json</c>, with the real host's defaults.</summary>
internal sealed record HostConfiguration
{
    public string RoutePrefix { get; init; } = "api";

    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(5);

    public int MaxConcurrentCalls { get; init; } = 16;

    public TimeSpan MaxAutoLockRenewal { get; init; } = TimeSpan.FromMinutes(5);

    public bool HasExtensionBundle { get; init; }

    public required HandlerDescription Handler { get; init; }
}

/// <summary><c>customHandler.description</c> of <c>host.json</c>.</summary>
internal sealed record HandlerDescription(string ExecutablePath, IReadOnlyList<string> Arguments, string WorkingDirectory);
