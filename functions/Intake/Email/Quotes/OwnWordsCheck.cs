using Router.Intake.Email.Words;

namespace Router.Intake.Email.Quotes;

/// <summary>What the words above a quote say of it: nothing at all, or that the answers stand in it.</summary>
internal static class OwnWordsCheck
{
    private const int MaxLength = 4_000;
    private const int MaxLines = 60;
    private const int MaxNameLines = 4;
    private const int MaxNameLength = 40;
    private const int MaxNameWords = 3;

    private static readonly string[] Greetings = MailWords.All(words => words.Greetings);
    private static readonly string[] SignOffs = MailWords.All(words => words.SignOffs);
    private static readonly char[] Punctuation = [' ', ',', '.', '!', ':', '-', '–', '~', '，', '。', '！', '、', '*'];

    /// <summary>False where a text is empty, or a greeting and a name and no more.</summary>
    public static bool SaySomething(string text)
    {
        var lines = text.Split('\n', MaxLines).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var (greeted, signedOff) = (false, -1);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == 0 && IsGreeting(lines[i]))
            {
                greeted = true;
            }
            else if (IsOneOf(lines[i], SignOffs))
            {
                signedOff = i;
            }
            else if (signedOff < 0 ? !(greeted && i == lines.Count - 1 && i > 0 && IsName(lines[i])) : i - signedOff > MaxNameLines || lines[i].Length > MaxNameLength)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the words say that answers, or the matter, stand further down.</summary>
    public static bool PointBelow(string text) =>
        OutsideText.Cut(text, MaxLength).Split('\n', '.', '!', '?', '。').Any(line => MailWords.Languages.Any(words => Points(line, words)));

    /// <summary>"[Ann] Version 4.2": the name of the writer before what he writes into a quote.</summary>
    public static bool IsSigned(string line, string name)
    {
        var text = TextMarks.Bare(line).TrimStart();
        var end = name.Length > 0 && text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        if (end is < 2 or > MaxNameLength)
        {
            return false;
        }

        var sign = text[1..end].Trim(' ', ':');
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return sign.Equals(name, StringComparison.OrdinalIgnoreCase)
            || words.Any(word => sign.Equals(word, StringComparison.OrdinalIgnoreCase))
            || (sign.Length > 1 && sign.Equals(string.Concat(words.Select(word => word[0])), StringComparison.OrdinalIgnoreCase));
    }

    private static bool Points(string line, LanguageWords words) =>
        Wording.Has(line, words.SeeBelow) || (Wording.Has(line, words.Answer) && Wording.Has(line, words.Place));

    // The greeting's word, and then a name or nothing.
    private static bool IsGreeting(string line)
    {
        var greeting = Greetings.FirstOrDefault(word => line.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (line.Length == word.Length || !char.IsLetter(line[word.Length]) || word[0] > '\u2fff'));
        if (greeting is null)
        {
            return false;
        }

        var rest = line[greeting.Length..].Trim(Punctuation);
        var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            || (words.Length <= MaxNameWords + 1 && rest.Length <= MaxNameLength && !rest.Any(c => char.IsDigit(c) || c is '?' or ';')
                && (line[^1] is ',' or '!' or '，' or '！' or ':' || words.Length <= 2)
                && words.All(word => !char.IsLower(word[0]) || IsAddressee(word)));
    }

    private static bool IsName(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MaxNameWords && line.Length <= MaxNameLength && words.All(word => char.IsUpper(word[0])) && line.All(c => char.IsLetter(c) || c is ' ' or '.' or '-' or '\'');
    }

    private static bool IsAddressee(string word) =>
        word.Trim(',', '!', '.') is "all" or "there" or "team" or "everyone" or "everybody" or "together" or "support" or "sir" or "madam" or "or" or "and" or "folks" or "guys" or "zusammen" or "alle" or "liebes"
            or "à" or "tous" or "toutes" or "et" or "a" or "todos" or "tutti" or "equipo" or "equipe" or "équipe" or "everyone" or "allemaal" or "vsem" or "the" or "und" or "y" or "e";

    private static bool IsOneOf(string line, string[] words) => words.Contains(line.Trim(Punctuation), StringComparer.OrdinalIgnoreCase);
}
