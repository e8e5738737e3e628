using Router.Bench.Classifier;
using Router.Requests;
using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Unit.Triage;

/// <summary>What surrounds an ask, and how it is typed, seldom changes the answer. With slack: on rows that are not frozen, and few of them; the figures proper are the benchmark's.</summary>
public sealed class ChangesTests
{
    private const double Slack = 0.05;
    private const int EveryRow = 40;

    private static readonly List<TrainingRow> Asks =
    [
        .. TrainingFile.Read(Path.Combine(AppContext.BaseDirectory, "Data", "Training"))
            .Where(row => row.Kind != Classes.Nothing).Where((_, number) => number % EveryRow == 0),
    ];

    private static readonly RequestKind[] Before = [.. Asks.Select(row => Judge(row.Title, row.Body))];

    public static TheoryData<string> Names { get; } = [.. Changes.All.Select(change => change.Name)];

    [Fact]
    public void All_Changes_AreTwenty() => Assert.Equal(20, Changes.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_Changed_SeldomOtherwise(string name)
    {
        var change = Changes.All.Single(one => one.Name == name);

        var flips = Asks.Where((row, number) =>
        {
            var (subject, text) = change.Apply(row.Title, row.Body, new Random(number));
            return Judge(subject, text) != Before[number];
        }).Count();

        Assert.InRange((double)flips / Asks.Count, 0, change.MostFlips + Slack);
    }

    private static RequestKind Judge(string subject, string text) => ModelClassifier.Judge(ModelInUse.Shipped, OwnWords.Read(subject, text)).Likeliest;
}
