using Microsoft.Extensions.Options;
using Router.Teams;
using Router.Triage.Training;

namespace Router.Triage.Learning;

/// <summary>Teaches the shipped model what persons decided, compares the candidate with the model in use on decisions that neither has learnt from, and switches if the rule says so.</summary>
internal sealed partial class TriageRetrainer(
    PastRequests past,
    ModelStore store,
    ModelFollower follower,
    ModelInUse models,
    ISwitchRule rule,
    ShippedTraining shipped,
    IOptions<TriageOptions> options,
    Team team,
    TimeProvider time,
    ILogger<TriageRetrainer> logger)
{
    private const int MostDecided = 5_000;
    private const int MostUndisputed = 500;
    private const int MostWrites = 5;

    // Weighted up to equal all the rest, decisions made a model worse: together they count a quarter of the shipped rows at most.
    private const float MostShareOfShipped = 0.25f;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (models.IsPinned || options.Value.RetrainFrom == 0)
            return;
        var before = (await follower.LookAsync(cancellationToken)).Ledger;
        var lessons = await past.ReadLessonsAsync(MostDecided, MostUndisputed, cancellationToken);
        var decided = lessons.Decided.DistinctBy(HeldOut.KeyOf).ToList();
        if (decided.Count < options.Value.RetrainFrom)
        {
            await NoteAsync($"{decided.Count} decisions of persons; training begins with {options.Value.RetrainFrom}.", cancellationToken);
            return;
        }

        var ordinary = shipped.ReadRows();
        var learning = Weigh([.. decided.Where(row => !HeldOut.Contains(row))], ordinary);
        var trainer = new CorrectionTrainer(shipped.Model, shipped.Settings, PastRequest.OwnGroup);
        if (before.Candidates is [var last, ..] && last.Decisions == decided.Count && last.Model == trainer.NameOf(learning))
        {
            await NoteAsync("Nothing new was decided.", cancellationToken);
            return;
        }

        var (known, judged) = ShippedTraining.Split(ordinary);
        var taught = trainer.Teach(learning, known, cancellationToken);
        var accuracy = (ModelComparison.AccuracyOf(taught, judged), ModelComparison.AccuracyOf(shipped.Model, judged));
        var figures = ModelComparison.Of(models.Current, taught, [.. decided.Where(HeldOut.Contains)], lessons.Undisputed, accuracy);
        await store.SaveModelAsync(taught, cancellationToken);
        var candidate = new Candidate(taught.Card.Name, time.GetUtcNow(), taught.Card.Rows, decided.Count, models.Current.Card.Name, figures, Switched: false, Why: "");
        await EnterAsync(candidate, before, ComponentLearner.Learn(decided, ordinary, team), cancellationToken);
    }

    private static TrainingRow[] Weigh(IReadOnlyList<TrainingRow> learning, IReadOnlyList<TrainingRow> ordinary)
    {
        var weight = Math.Min(1, MostShareOfShipped * ordinary.Sum(row => row.Weight) / Math.Max(1, learning.Count));
        return [.. learning.Select(row => row with { Weight = weight })];
    }

    private async Task EnterAsync(Candidate candidate, ModelLedger before, IReadOnlyList<LearntWord> words, CancellationToken cancellationToken)
    {
        for (var write = 0; write < MostWrites; write++)
        {
            var (ledger, tag) = await store.ReadAsync(cancellationToken);
            var (switches, why) = Judge(candidate, before, ledger);
            var entered = ledger.With(candidate with { Switched = switches, Why = why }) with { Words = words };
            if (!await store.TryWriteAsync(entered, tag, cancellationToken))
                continue;
            Log.Trained(logger, candidate.Model, candidate.Decisions, switches, why);
            await follower.LookAsync(cancellationToken);
            await store.RemoveAllButAsync(entered, cancellationToken);
            return;
        }
    }

    private SwitchVerdict Judge(Candidate candidate, ModelLedger before, ModelLedger now) =>
        now.Active != before.Active || now.Since != before.Since ? new(false, "Another model came into use while it was trained.")
        : candidate.Model == now.Active ? new(false, "It is the model in use.")
        : candidate.Decisions < now.DecisionsToSwitch ? new(false, $"A person went back from {now.Left!.Model}; it takes {now.DecisionsToSwitch} decisions before another comes into use.")
        : rule.Judge(candidate.Figures);

    private async Task NoteAsync(string text, CancellationToken cancellationToken)
    {
        for (var write = 0; write < MostWrites; write++)
        {
            var (ledger, tag) = await store.ReadAsync(cancellationToken);
            if (await store.TryWriteAsync(ledger with { LastRun = new(time.GetUtcNow(), text) }, tag, cancellationToken))
                return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Trained the model {Model} with {Decisions} decisions; switched to it: {Switched}. {Why}")]
        public static partial void Trained(ILogger logger, string model, int decisions, bool switched, string why);
    }
}
