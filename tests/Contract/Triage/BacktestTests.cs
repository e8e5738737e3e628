using System.Text.Json;
using Router.Contract.Storage;
using Router.Requests;
using Router.Storage;
using Router.Triage;
using Router.Triage.Training;

namespace Router.Contract.Triage;

public sealed class BacktestTests(AzuriteFixture azurite)
{
    private const string Zorp = "The zorp crashes with error 500, it is broken.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OtherModel_ListsWhatMovesAndCountsAgreement()
    {
        var storage = new RouterStorage(azurite);
        var corrected = RouterStorage.NewId(number: 1);
        await StoreAsync(storage, corrected, Zorp, RequestKind.Building, "kim");
        await StoreAsync(storage, RouterStorage.NewId(number: 2), "The app crashes with an error.", RequestKind.Fixing, null);
        using var output = new StringWriter();

        var summary = await Backtest.RunAsync(
            new PastRequests(storage.Views, storage.Partitions).ReadAsync(100, Token).Where(past => past.Request.Source == "backtest"), ModelInUse.Shipped, TakingZorpsForWishes(), output);

        Assert.Equal((2, 1, 1), (summary.Requests, summary.Corrected, summary.OtherAgrees));
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(summary.Moved + 1, lines.Length);
        var moved = Assert.Single(lines[..^1], line => line.GetProperty("request").GetString() == corrected);
        Assert.Equal(("fixing", "building"), (moved.GetProperty("was").GetString(), moved.GetProperty("becomes").GetString()));
    }

    private static Router.Triage.Model.TriageModel TakingZorpsForWishes() => TriageModelTrainer.Train(
        [
            .. Enumerable.Range(0, 30).SelectMany(index => new TrainingRow[]
            {
                new("", $"how do I change {index}?", "doing"), new("", Zorp, "building"), new("", $"page {index} stays blank", "fixing"),
            }),
        ],
        TrainingSettings.Default with { Bits = 14 }).Model;

    private static async Task StoreAsync(RouterStorage storage, string id, string text, RequestKind kind, string? person)
    {
        var request = RouterStorage.RequestOf(id) with
        {
            Source = "backtest",
            Subject = "",
            Kind = kind,
            State = RequestState.Routed,
            Probabilities = new(0.4, 0.3, 0.3),
            DecidedBy = person,
        };
        await storage.Partitions.CommitAsync(id, null, new Stage(StageNames.Receive, request) { Text = text }, Token);
        await storage.Views.ProjectAsync((await storage.Partitions.LoadAsync(id, Token))!, Token);
    }
}
