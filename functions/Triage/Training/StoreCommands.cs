using System.Text.Json;
using Router.Storage;
using Router.Triage.Learning;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>The model's commands that read the store which the settings name.</summary>
internal static class StoreCommands
{
    private const int Failed = 1;
    private const int MostRequests = 1_000_000;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        await using var app = Build();
        try
        {
            return arguments[0] == "backtest"
                ? await BacktestAsync(app.Services, new(arguments.AsSpan(1), "--model", "--limit"), output)
                : await CorrectionsAsync(app.Services, new(arguments.AsSpan(1), "--limit"), output);
        }
        catch (Exception failure) when (StorageFailures.Explains(failure))
        {
            await error.WriteLineAsync($"{arguments[0]}: {StorageFailures.Describe(failure)}");
            return Failed;
        }
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Standard output is for the answer alone.
        builder.Logging.ClearProviders();
        builder.AddStorage();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PastRequests>();
        builder.Services.AddSingleton<ModelStore>();
        return builder.Build();
    }

    private static async Task<int> BacktestAsync(IServiceProvider services, CommandArguments given, TextWriter output)
    {
        var other = ModelFile.Load(given.Required("--model"));
        var now = ModelInUse.From(services.GetRequiredService<IConfiguration>()["Triage:ModelPath"]);
        if (!now.IsPinned && (await services.GetRequiredService<ModelStore>().ReadAsync(CancellationToken.None)).Ledger.Active is { } active)
            now.Current = await services.GetRequiredService<ModelStore>().LoadModelAsync(active, CancellationToken.None);
        await Backtest.RunAsync(Read(services, given), now.Current, other, output);
        return 0;
    }

    private static async Task<int> CorrectionsAsync(IServiceProvider services, CommandArguments given, TextWriter output)
    {
        await foreach (var past in Read(services, given))
            if (past.Example is { } example)
                await output.WriteLineAsync(JsonSerializer.Serialize(example, TrainingJsonContext.Default.TrainingRow));
        return 0;
    }

    private static IAsyncEnumerable<PastRequest> Read(IServiceProvider services, CommandArguments given) =>
        services.GetRequiredService<PastRequests>().ReadAsync((int)given.Number("--limit", MostRequests, 1, MostRequests), CancellationToken.None);
}
