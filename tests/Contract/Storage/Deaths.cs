using Router.Messaging;

namespace Router.Contract.Storage;

/// <summary>Kills a process before and after each of its calls to the tables, then lets another one do the work again.</summary>
internal static class Deaths
{
    /// <param name="prepare">Makes the work of one round and returns what identifies it.</param>
    /// <param name="work">What the process does.</param>
    /// <param name="verify">Runs after the second process is done.</param>
    /// <returns>How many deaths there were.</returns>
    public static async Task<int> AtEachCallAsync(
        AzuriteFixture azurite, Func<int, Task<string>> prepare, Func<RouterStorage, string, Task> work, Func<string, Task> verify)
    {
        for (var round = 0; ; round++)
        {
            var id = await prepare(round);
            var (proxy, connectionString) = await KillingProxy.StartAsync(azurite.ConnectionString, killAt: 1 + (round / 2), after: round % 2 == 1);
            await using (proxy)
            {
                await SurviveAsync(() => work(new RouterStorage(connectionString), id));
                if (!proxy.HasKilled)
                {
                    return round;
                }
            }

            await work(new RouterStorage(azurite), id);
            await verify(id);
        }
    }

    /// <summary>Does what the pump does where another step came between.</summary>
    public static async Task RedoAsync(Func<Task> work)
    {
        for (var redo = 0; ; redo++)
        {
            try
            {
                await work();
                return;
            }
            catch (ConcurrentChangeException) when (redo < 20)
            {
                // Read again and redo.
            }
        }
    }

    /// <summary>Does the work of a process that may die of it.</summary>
    public static async Task SurviveAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception death) when (FailureClassifier.Classify(death) == FailureCategory.Transient)
        {
            // Dead; the next process takes over.
        }
    }
}
