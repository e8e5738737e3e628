namespace Router.Broker;

/// <summary>How many messages a queue or subscription holds, by state.</summary>
public sealed record EntityDepths(int Active, int Locked, int Scheduled, int Deferred, int DeadLettered);
