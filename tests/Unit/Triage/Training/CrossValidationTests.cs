using System.Text.Json;
using Router.Triage.Model;
using Router.Triage.Training;

namespace Router.Unit.Triage.Training;

public sealed class CrossValidationTests : IDisposable
{
    private static readonly TrainingSettings Settings = new(Bits: 14, Cost: 2, Folds: 3);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-folds");

    [Fact]
    public void Judge_OtherKindsInOneFold_ThatFoldJudgedAsBefore()
    {
        var rows = Unclear(90);
        TrainingRow[] changed = [.. rows.Select(row => row.Source == "0" ? row with { Kind = Classes.Kinds[(row.KindIndex + 1) % 3] } : row)];

        Assert.Equal(Judge(rows, "0"), Judge(changed, "0"));
        Assert.NotEqual(Judge(rows, "1"), Judge(changed, "1"));
    }

    [Fact]
    public void Run_RowsToTrainOn_FiguresAndNoModel()
    {
        var data = Path.Combine(folder.FullName, "rows.jsonl");
        File.WriteAllLines(data, Rows(60).Select(row => JsonSerializer.Serialize(new { title = row.Title, body = row.Body, kind = row.Kind })));
        using var output = new StringWriter();

        Assert.Equal(0, EvaluateCommand.Run(["--train", data, "--folds", "4", "--seed", "3", "--bits", "14"], output));

        Assert.Equal(1, JsonDocument.Parse(output.ToString()).RootElement.GetProperty("accuracy").GetDouble());
        Assert.Single(folder.GetFiles());
    }

    [Fact]
    public void Run_RowsToTrainOnBesideAModel_Refused() =>
        Assert.Throws<CommandException>(() => EvaluateCommand.Run(["--train", "x", "--model", "y"], TextWriter.Null));

    public void Dispose() => folder.Delete(recursive: true);

    private static int[] Judge(TrainingRow[] rows, string source) =>
        [.. TriageModelTrainer.Judge(rows, Settings).Zip(rows).Where(pair => pair.Second.Source == source).Select(pair => pair.First.Guess)];

    // So alike that the least knowledge of a kind would move a guess.
    private static TrainingRow[] Unclear(int count)
    {
        var random = new Random(5);
        return [.. Rows(count).Select(row => row with { Body = string.Join(' ', Enumerable.Range(0, 6).Select(_ => $"word{(char)('a' + random.Next(26))}")) })];
    }

    private static TrainingRow[] Rows(int count) =>
    [
        .. Enumerable.Range(0, count).Select(index => (index % 3) switch
        {
            0 => new TrainingRow("", $"how do I change setting {(char)('a' + (index % 7))}?", "doing"),
            1 => new TrainingRow("", $"please add an option for part {(char)('a' + (index % 5))}", "building"),
            _ => new TrainingRow("", $"page {(char)('a' + (index % 9))} crashes with an error", "fixing"),
        }).Select((row, index) => row with { Source = $"{index / 3 % 3}" }),
    ];
}
