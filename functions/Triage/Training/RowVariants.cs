using System.Text;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>The same messages as another person might have sent them: with a greeting, small talk, thanks or a signature around them, or typed in a hurry. Who learns from both learns that these do not matter.</summary>
/// <param name="rows">Those that ask nothing are what is put around the others, except where they ask nothing only as a whole.</param>
internal sealed class RowVariants(IReadOnlyList<TrainingRow> rows)
{
    private const string Fallback = "en";
    private const int LongestAround = 400;
    private const double ShareBefore = 0.5;
    private const double ShareAfter = 0.6;
    private const double ShareTyped = 0.35;
    private const double TypedWrong = 0.04;

    private readonly Dictionary<string, string[]> around = rows
        .Where(row => row.Kind == Classes.Nothing && !row.Alone && row.Body.Length is > 0 and <= LongestAround)
        .GroupBy(row => row.Lang, row => row.Body, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>So many for each row, first one of each in their order, then the next; the same rows give the same variants.</summary>
    public TrainingRow[] All(int ofEach) => [.. Enumerable.Range(0, ofEach * rows.Count).Select(number => Vary(rows[number % rows.Count], new Random(number)))];

    private TrainingRow Vary(TrainingRow row, Random random)
    {
        var texts = around.GetValueOrDefault(row.Lang) ?? around.GetValueOrDefault(Fallback) ?? around.Values.First();
        var (before, after) = (random.NextDouble() < ShareBefore, random.NextDouble() < ShareAfter);
        var body = new StringBuilder();
        if (before || !after)
            body.Append(Pick(texts, random)).Append(random.Next(2) == 0 ? "\n\n" : " ");
        body.Append(row.Body);
        if (after)
            body.Append(random.Next(2) == 0 ? "\n\n" : " ").Append(Pick(texts, random));
        var text = body.ToString();
        return row with { Body = random.NextDouble() < ShareTyped ? Mistype(text, random) : text };
    }

    private static string Pick(string[] texts, Random random) => texts[random.Next(texts.Length)];

    private static string Mistype(string text, Random random)
    {
        var typed = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var hasNext = index + 1 < text.Length && char.IsLetter(text[index + 1]);
            if (!char.IsLetter(text[index]) || random.NextDouble() >= TypedWrong)
                typed.Append(text[index]);
            else if (random.Next(3) is var slip && slip == 0 && hasNext)
                typed.Append(text[index + 1]).Append(text[index++]);
            else if (slip == 1)
                typed.Append(text[index], 2);
        }

        return typed.ToString();
    }
}
