using System.Diagnostics;
using System.Text;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>The commands around the model: they read and write files and JSON Lines and need nothing else to run.</summary>
internal static class ModelCommands
{
    private const int WrongUsage = 2;

    public const string Usage = """
        train --data FILE --out MODEL [--rows PACKED] [--folds N] [--bits N] [--cost N] [--seed N]
        train --data FILE --per-group on [--folds N] [--bits N] [--cost N] [--seed N]
          Trains a model. FILE holds one JSON object a line, or is a folder of such files:
          title, body, kind (doing, building, fixing); optional severity (low, medium, high, critical),
          group (tenant or repository with wording of its own), source (who wrote it; folds never split one),
          weight (0 to 1), lang, hard, id, component. PACKED gets the same rows compressed, as the program carries its own.
          Writes one JSON object: the model's name and its cross-validated figures. With --per-group on no model is
          written, and each group is judged by models of its own rows alone. Another seed splits the rows otherwise.
          Rows with the headings and code of issues are read as issues, else as mails.
        classify [--model MODEL] [--coverage SHARE] [--timing on]
          From stdin to stdout, one JSON object a line: {id, title, body, group?} becomes
          {id, kind, probabilities, severity, unclear}. With --timing on, stderr tells how long
          the model took to load and the messages to be read and answered.
        evaluate [--model MODEL] --data FILE
          Judges a model on labelled messages: precision, recall, F1, accuracy by coverage,
          calibration error, confusion, worst errors.
        evaluate --train FILE [--folds N] [--bits N] [--cost N] [--seed N]
          The same figures for rows to train on: each fold is judged by a model of the others, by
          its highest score. No model is written.
        corrections [--limit N]
          Writes what persons decided on the pages as rows to train on. They hold customers' text.
        backtest --model MODEL [--limit N]
          Judges past requests by another model: a line for each that would have gone elsewhere, and at the end
          how often each model agrees with what persons decided.
        The last two read the storage account that AzureWebJobsStorage names. Without --model it is the one that comes with the program.
        """;

    /// <returns>The exit code, or null where the arguments name none of these commands.</returns>
    public static async Task<int?> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        if (arguments is not ["train" or "classify" or "evaluate" or "corrections" or "backtest", ..])
            return null;
        if (arguments.Contains("--help"))
        {
            await output.WriteLineAsync(Usage);
            return 0;
        }

        try
        {
            return arguments[0] switch
            {
                "train" => TrainCommand.Run(arguments.AsSpan(1), output),
                "evaluate" => EvaluateCommand.Run(arguments.AsSpan(1), output),
                "classify" => await ClassifyAsync(arguments, error),
                _ => await StoreCommands.RunAsync(arguments, output, error),
            };
        }
        catch (CommandException wrong)
        {
            await error.WriteLineAsync($"{arguments[0]}: {wrong.Message} {arguments[0]} --help says more.");
            return WrongUsage;
        }
        catch (Exception wrong) when (wrong is TrainingFileException or ModelFileException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{arguments[0]}: {wrong.Message}");
            return WrongUsage;
        }
    }

    private static async Task<int> ClassifyAsync(string[] arguments, TextWriter error)
    {
        var given = new CommandArguments(arguments.AsSpan(1), "--model", "--coverage", "--timing");
        var watch = Stopwatch.StartNew();
        var model = given["--model"] is { } path ? ModelFile.Load(path) : ModelInUse.Shipped;
        var loaded = watch.Elapsed;
        // JSON Lines are UTF-8, whatever the terminal's language says.
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        var exitCode = await ClassifyCommand.RunAsync(input, output, error, model, given.Number("--coverage", new TriageOptions().Coverage, 0, 1));
        if (given["--timing"] is not null)
            await error.WriteLineAsync(FormattableString.Invariant(
                $"{{\"loadMs\":{loaded.TotalMilliseconds:F2},\"answersMs\":{(watch.Elapsed - loaded).TotalMilliseconds:F2}}}"));
        return exitCode;
    }
}
