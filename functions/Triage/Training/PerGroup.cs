using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>Judges each group's rows by models that learnt from that group alone, as contests with one classifier for each repository ask.</summary>
internal static class PerGroup
{
    public static TrainReport CrossValidate(IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
    {
        rows = [.. rows.Where(row => row.Kind != Classes.Nothing)];
        var judgements = new Judgement[rows.Count];
        foreach (var group in Enumerable.Range(0, rows.Count).GroupBy(row => rows[row].Group, StringComparer.Ordinal))
        {
            int[] numbers = [.. group];
            // Copies for the group would only say everything twice.
            TrainingRow[] own = [.. numbers.Select(row => rows[row] with { Group = null })];
            var judged = TriageModelTrainer.Judge(own, settings);
            for (var index = 0; index < numbers.Length; index++)
                judgements[numbers[index]] = judged[index];
        }

        return new(null, 0, EvaluationReporter.Report(rows, judgements, []));
    }
}
