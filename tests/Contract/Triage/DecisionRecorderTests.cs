using Router.Contract.Storage;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Triage;
using Router.Triage.Training;

namespace Router.Contract.Triage;

public sealed class DecisionRecorderTests
{
    private const string Crash = "The editor crashes with error 500 whenever we save.";

    private static readonly Team Team = new()
    {
        Promise = "soon",
        People = [new("ann", "Ann", "ann@example.com", "Europe/Berlin"), new("bo", "Bo", "bo@example.com", "Europe/Berlin")],
        Components = [new() { Id = "editor", Name = "Editor", Owner = "ann" }, new() { Id = "api", Name = "API", Owner = "bo", Requires = [new("steps", "Steps to recreate")] }],
    };

    private readonly RouterStorage storage;
    private readonly DecisionRecorder recorder;

    public DecisionRecorderTests(AzuriteFixture azurite)
    {
        storage = new RouterStorage(azurite);
        var models = new ModelInUse(ModelInUse.Shipped);
        var policy = new TriagePolicy(new ModelClassifier(models, new()), new(models), Team, new());
        recorder = new DecisionRecorder(storage.Partitions, storage.Committer, policy, Team, storage.Time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DecideAsync_SeverityAndComponent_KeptBesideWhatTriageHadSaid()
    {
        var id = await StoreAsync(new(0.5, 0.1, 0.4), RequestKind.Unclear, RequestState.Waiting);

        Assert.Equal(DecisionResult.Recorded, await recorder.DecideAsync(id, new(RequestKind.Fixing, Severity.High, "api"), Actor.OnAll("kim"), Token));

        var (request, timeline) = await LoadAsync(id);
        Assert.Equal(
            new PersonsDecision(RequestKind.Fixing, Severity.High, "api", "kim", storage.Time.GetUtcNow(), new(RequestKind.Unclear, RequestKind.Doing, 0.5, null, null, "m1")),
            request.Decision);
        Assert.Equal((RequestState.Routed, RequestKind.Fixing, Severity.High, "api", "bo"), (request.State, request.Kind, request.Severity, request.ComponentId, request.OwnerId));
        Assert.Equal(["Steps to recreate"], request.MissingDetails);
        Assert.Contains("Decided as fixing, severity high, component API by kim.", timeline);
        Assert.Contains(timeline, text => text.StartsWith("Triage had not been sure: doing at 50", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DecideAsync_KindOnly_RestLeftToTriageAndNotAnExampleOfIt()
    {
        var id = await StoreAsync(new(0.5, 0.1, 0.4), RequestKind.Unclear, RequestState.Waiting);

        await recorder.DecideAsync(id, new(RequestKind.Fixing), Actor.OnAll("kim"), Token);

        var (request, timeline) = await LoadAsync(id);
        Assert.Equal(("editor", "ann"), (request.ComponentId, request.OwnerId));
        Assert.Equal((null, null), (request.Decision!.Severity, request.Decision.ComponentId));
        Assert.Contains("Decided as fixing by kim.", timeline);
    }

    [Fact]
    public async Task CorrectAsync_Landed_MendedWhereItIsAndKeptAsExample()
    {
        var id = await StoreAsync(new(0.01, 0.02, 0.97), RequestKind.Fixing, RequestState.Landed);

        Assert.Equal(DecisionResult.Recorded, await recorder.CorrectAsync(id, new(RequestKind.Fixing, Severity.High, "api"), Actor.OnAll("kim"), Token));
        Assert.Equal(DecisionResult.Recorded, await recorder.CorrectAsync(id, new(RequestKind.Fixing, ComponentId: PersonsDecision.NoComponent), Actor.OnAll("bo"), Token));

        var (request, timeline) = await LoadAsync(id);
        Assert.Equal((RequestState.Landed, RequestKind.Fixing, Severity.High), (request.State, request.Kind, request.Severity));
        Assert.Equal((null, null), (request.ComponentId, request.OwnerId));
        Assert.Equal(new TriageAnswer(RequestKind.Fixing, RequestKind.Fixing, 0.97, Severity.Low, "editor", "m1"), request.Decision!.Triage);
        Assert.True(request.Decision.Corrects);
        Assert.Contains("Classification changed to fixing, severity high, component API by kim.", timeline);
        Assert.Equal(
            new TrainingRow("", Crash, "fixing") { Severity = "high", Component = "none", Group = "team" },
            new PastRequest(request, Crash).Example! with { Title = "" });
    }

    [Fact]
    public async Task CorrectAsync_Waiting_Refused()
    {
        var id = await StoreAsync(new(0.5, 0.1, 0.4), RequestKind.Unclear, RequestState.Waiting);

        Assert.Equal(DecisionResult.NotWaiting, await recorder.CorrectAsync(id, new(RequestKind.Fixing), Actor.OnAll("kim"), Token));
    }

    [Fact]
    public void Example_DecidedBeforeDecisionsWereKept_KindOnly() => Assert.Equal(
        new TrainingRow("Wildcard redirects", Crash, "building") { Group = "team" },
        new PastRequest(RouterStorage.RequestOf("1") with { Kind = RequestKind.Building, DecidedBy = "kim", Severity = Severity.High, ComponentId = "api" }, Crash).Example);

    private async Task<RequestId> StoreAsync(Probabilities probabilities, RequestKind kind, RequestState state, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var id = RouterStorage.NewId(test);
        var request = RouterStorage.RequestOf(id) with { Kind = kind, State = state, Probabilities = probabilities, Model = "m1" };
        if (kind == RequestKind.Fixing)
            request = request with { Severity = Severity.Low, ComponentId = "editor", OwnerId = "ann" };
        await storage.Partitions.CommitAsync(id, null, new Stage(StageNames.Receive, request) { Text = Crash }, Token);
        return RequestId.TryParse(id, out var known) ? known : throw new InvalidOperationException(id);
    }

    private async Task<(Request Request, List<string> Timeline)> LoadAsync(RequestId id)
    {
        var partition = await storage.Partitions.LoadAsync(id.Value, Token);
        return (partition!.Request!, [.. partition.Timeline.Select(happened => happened.Text)]);
    }
}
