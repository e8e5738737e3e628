using Router.Kit;

namespace Router.Crash.Faults;

/// <summary>One stack for all faults; what is not settled comes again after five seconds.</summary>
public sealed class FaultFixture : IAsyncLifetime
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    internal LocalStack Stack { get; private set; } = null!;

    internal FaultRun Run { get; private set; } = null!;

    internal Verdict Judged { get; set; } = Verdict.Nothing;

    public async ValueTask InitializeAsync()
    {
        Stack = await LocalStack.StartAsync(new StackOptions { HasShortLocks = true });
        Run = new FaultRun(Stack, Limit);
    }

    public ValueTask DisposeAsync() => Stack?.DisposeAsync() ?? ValueTask.CompletedTask;
}
