using System.Text.Json;
using Router.Triage.Training;

namespace Router.Unit.Triage.Training;

public sealed class ModelCommandsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-model");

    [Fact]
    public void TrainThenEvaluate_Rows_FiguresOfBoth()
    {
        var (data, model) = (Path.Combine(folder.FullName, "rows.jsonl"), Path.Combine(folder.FullName, "my.model"));
        File.WriteAllLines(data, Enumerable.Range(0, 90).Select(index => JsonSerializer.Serialize((index % 3) switch
        {
            0 => new { title = "", body = $"how do I change setting {index}?", kind = "doing" },
            1 => new { title = "", body = $"please add an option for part {index}", kind = "building" },
            _ => new { title = "", body = $"page {index} crashes with an error", kind = "fixing" },
        })));
        using var output = new StringWriter();

        Assert.Equal(0, TrainCommand.Run(["--data", data, "--out", model, "--bits", "14"], output));
        Assert.Equal(0, EvaluateCommand.Run(["--data", data, "--model", model], output));

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(90, lines[0].GetProperty("crossValidation").GetProperty("rows").GetInt32());
        Assert.Equal(1, lines[1].GetProperty("accuracy").GetDouble());
    }

    [Theory]
    [InlineData("""{"title":"a","body":"b","kind":"asking"}""", "line 1: kind must be")]
    [InlineData("""{"title":"a","body":"b"}""", "line 1: kind must be")]
    [InlineData("""{"title":"a","body":"b","kind":"fixing","severity":"bad"}""", "line 1: severity must be")]
    [InlineData("""{"title":"a","body":"b","kind":"fixing","weight":7}""", "line 1: weight must be")]
    [InlineData("[]", "line 1: not an object")]
    [InlineData("null", "line 1: not an object")]
    public void Read_BadRow_NamesTheLine(string row, string problem)
    {
        var data = Path.Combine(folder.FullName, "bad.jsonl");
        File.WriteAllText(data, row);

        Assert.Contains(problem, Assert.Throws<TrainingFileException>(() => TrainingFile.Read(data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train --data x", "--out is missing")]
    [InlineData("train --data", "--data needs one value")]
    [InlineData("train --date x --out y", "--date is not an option")]
    [InlineData("train --data x --out y --bits 40", "--bits must be a number from 12 to 22")]
    public void Run_WrongArguments_SaysWhich(string arguments, string problem) => Assert.Contains(
        problem,
        Assert.Throws<CommandException>(() => TrainCommand.Run(arguments.Split(' ').AsSpan(1), TextWriter.Null)).Message,
        StringComparison.Ordinal);

    public void Dispose() => folder.Delete(recursive: true);
}
