using Router.Contract.Storage;
using Router.Kit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Router.Contract.Storage;

/// <summary>One Azurite for the run; each test uses ids of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? azurite;

    public string ConnectionString => azurite!.ConnectionString;

    public async ValueTask InitializeAsync() => azurite = await Azurite.StartAsync();

    public ValueTask DisposeAsync()
    {
        azurite?.Dispose();
        return ValueTask.CompletedTask;
    }
}
