using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Contract.Storage;
using Router.Kit;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Triage;
using Router.Triage.Learning;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Contract.Triage.Learning;

/// <summary>A small product that learns: a storage account of its own, since all that learn in one share a ledger, and a model of a few rows.</summary>
internal sealed class LearningDriver : IAsyncDisposable
{
    public const int RetrainFrom = 20;

    private static readonly TrainingSettings Small = TrainingSettings.Default with { Bits = 14 };
    private static readonly List<TrainingRow> Ordinary =
    [
        .. Enumerable.Range(0, 60).SelectMany(index => new[]
        {
            new TrainingRow("", $"how do I change setting {index}?", "doing"),
            new TrainingRow("", $"please add an option for part {index}", "building"),
            new TrainingRow("", $"page {index} crashes with an error", "fixing"),
        }),
    ];

    private static readonly Lazy<TrainedModel> Shipped = new(() => TriageModelTrainer.Train(Ordinary, Small));

    private readonly Azurite azurite;
    private readonly RouterStorage storage;
    private int requests;

    private LearningDriver(Azurite azurite, bool isPinned)
    {
        this.azurite = azurite;
        storage = new RouterStorage(azurite.ConnectionString);
        Models = new ModelInUse(Shipped.Value.Model, isPinned);
        Store = new ModelStore(storage.Account);
        Follower = NewFollower(Models);
    }

    public ModelInUse Models { get; }

    public LearntWords Words { get; } = new();

    public ModelStore Store { get; }

    public ModelFollower Follower { get; }

    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time => storage.Time;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<LearningDriver> StartAsync(bool isPinned = false) => new(await Azurite.StartAsync(), isPinned);

    /// <summary>Another instance's follower, which reads the same storage.</summary>
    public ModelFollower NewFollower(ModelInUse models) => new(Store, models, Words, Time, NullLogger<ModelFollower>.Instance);

    public static ModelInUse NewInstance() => new(Shipped.Value.Model);

    public async Task<ModelLedger> RetrainAsync(ISwitchRule? rule = null)
    {
        var retrainer = new TriageRetrainer(
            new PastRequests(storage.Views, storage.Partitions), Store, Follower, Models, rule ?? new SwitchRule(),
            new ShippedTraining(Shipped.Value.Model, () => Ordinary, Small),
            Options.Create(new TriageOptions { RetrainFrom = RetrainFrom }), ATeam, Time, NullLogger<TriageRetrainer>.Instance);
        await retrainer.RunAsync(Token);
        return (await Store.ReadAsync(Token)).Ledger;
    }

    public Task<bool> GoBackAsync(string? model) => new WayBack(Store, Follower, Models, Time).GoAsync(model, "kim", () => Task.CompletedTask, Token);

    /// <summary>Decisions about messages with a word that only this team uses.</summary>
    /// <param name="kindOf">What the person says, by whether the message is held out.</param>
    public async Task DecideAsync(string word, int count, Func<bool, RequestKind> kindOf, string? component = null)
    {
        for (var number = 0; number < count; number++)
        {
            var text = $"the {word} {word} spins in {requests} of our wards";
            await StoreAsync(text, new(kindOf(HeldOut.Contains(new("", text, "fixing"))), null, component, "kim", Time.GetUtcNow(), new(RequestKind.Unclear, RequestKind.Fixing, 0.4, null, null, "m")));
        }
    }

    public RequestKind KindOf(string text) => new ModelClassifier(Models, new()).Classify("", text) is var said && said.Kind != RequestKind.Unclear ? said.Kind : said.Probabilities.Likeliest;

    public string? ComponentOf(string text) => new ComponentMatcher(ATeam, Words).Match(null, RequestText.Read("", text))?.ComponentId;

    public ValueTask DisposeAsync()
    {
        Follower.Dispose();
        azurite.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task StoreAsync(string text, PersonsDecision decision)
    {
        var id = RequestId.From(Channel.Form, "learning", $"{requests++}").Value;
        var request = RouterStorage.RequestOf(id) with
        {
            Subject = "", Kind = decision.Kind, State = RequestState.Landed, Probabilities = new(0.3, 0.3, 0.4), DecidedBy = "kim", Decision = decision,
        };
        await storage.Partitions.CommitAsync(id, null, new Stage(StageNames.Receive, request) { Text = text }, Token);
        await storage.Views.ProjectAsync((await storage.Partitions.LoadAsync(id, Token))!, Token);
    }

    private static Team ATeam { get; } = new()
    {
        Promise = "soon", People = [], Components = [new() { Id = "editor", Name = "Editor" }, new() { Id = "api", Name = "API" }],
    };
}
