using Router.Kit;

namespace Router.Acceptance;

/// <summary>One stack for all acceptance tests; each test sends requests of its own.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    internal LocalStack Stack { get; private set; } = null!;

    internal Oracle Oracle { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stack = await LocalStack.StartAsync();
        Oracle = new Oracle(Stack.StorageConnectionString);
    }

    public ValueTask DisposeAsync() => Stack?.DisposeAsync() ?? ValueTask.CompletedTask;
}

[CollectionDefinition(Name)]
public sealed class OneStackForAll : ICollectionFixture<StackFixture>
{
    public const string Name = "stack";
}
