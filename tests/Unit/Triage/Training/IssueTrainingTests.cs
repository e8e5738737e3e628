using System.Text.Json;
using Router.Triage.Model;
using Router.Triage.Training;

namespace Router.Unit.Triage.Training;

public sealed class IssueTrainingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-issues");

    [Fact]
    public void For_RowsWithHeadings_ReadAsIssues() => Assert.Equal(FeatureSet.Issue, TrainingSettings.For(Issues(4)).Features);

    [Fact]
    public void For_Mails_ReadAsMails() =>
        Assert.Equal(FeatureSet.Mail, TrainingSettings.For([.. Issues(4).Select(row => row with { Body = "Please change our address." })]).Features);

    [Fact]
    public void Train_Issues_ModelThatReadsIssuesAfterItsFile()
    {
        var model = TriageModelTrainer.Train(Issues(20), TrainingSettings.Issues with { Bits = 14 }).Model;
        using var file = new MemoryStream();
        ModelFile.Write(model, file);
        file.Position = 0;

        var read = ModelFile.Read(file);

        Assert.Equal(FeatureSet.Issue, read.Kind.Weights.Features);
        var row = Issues(1)[2];
        Assert.True(Router.Triage.ModelClassifier.Judge(read, Router.Triage.Reading.OwnWords.Read(row.Title, row.Body), "a").Fixing > 0.6);
    }

    [Fact]
    public void Run_PerGroup_EachJudgedByItselfAndNoModelWritten()
    {
        var data = Path.Combine(folder.FullName, "rows.jsonl");
        File.WriteAllLines(data, Issues(20).Select(row => JsonSerializer.Serialize(new { title = row.Title, body = row.Body, kind = row.Kind, group = row.Group })));
        using var output = new StringWriter();

        Assert.Equal(0, TrainCommand.Run(["--data", data, "--per-group", "on", "--bits", "14"], output));

        var report = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.False(report.TryGetProperty("model", out _));
        Assert.Equal(1, report.GetProperty("crossValidation").GetProperty("groupMacroF1").GetProperty("a").GetDouble());
        Assert.Single(folder.GetFiles());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static List<TrainingRow> Issues(int ofEach) =>
    [
        .. Enumerable.Range(0, ofEach).SelectMany(index => ((string[])["a", "b"]).SelectMany(group => new[]
        {
            new TrainingRow($"How do I set part {index}?", "### Question\nHow do I set this?\n```\nx\n```", "doing") { Group = group },
            new TrainingRow($"Add an option for part {index}", "### Feature\nPlease add an option.", "building") { Group = group },
            new TrainingRow($"Part {index} crashes", "### Bug\nIt crashes with an error.\n```\nat x\n```", "fixing") { Group = group },
        })),
    ];
}
