using Router.Kit;

namespace Router.Crash;

/// <summary>One stack for a class of crash tests.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    internal LocalStack Stack { get; private set; } = null!;

    internal CrashCase Case { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stack = await LocalStack.StartAsync();
        Case = new CrashCase(Stack, new Oracle(Stack.StorageConnectionString), TimeSpan.FromSeconds(60));
    }

    public ValueTask DisposeAsync() => Stack?.DisposeAsync() ?? ValueTask.CompletedTask;
}
