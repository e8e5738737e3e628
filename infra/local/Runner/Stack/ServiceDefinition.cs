using System.Diagnostics;

namespace Router.Runner.Stack;

/// <param name="Name">As people know it.</param>
/// <param name="Start">The command.</param>
/// <param name="ReadyLine">What it prints once it can be used.</param>
internal sealed record ServiceDefinition(string Name, ProcessStartInfo Start, string ReadyLine)
{
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(45);

    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(5);

    public string LogName => Name.ToLowerInvariant().Replace(' ', '-') + ".log";
}
