using System.Text.Json;

namespace Router.Intake.Email.Words;

/// <summary>The one table of what mail programs write, by language: <c>mail-words.json</c>.</summary>
internal static class MailWords
{
    private const string Resource = "mail-words.json";

    public static IReadOnlyList<LanguageWords> Languages { get; } = Load();

    /// <summary>One column of all languages, longest first, so that the fuller wording is found before its beginning.</summary>
    public static string[] All(Func<LanguageWords, IEnumerable<string>> column) =>
        [.. Languages.SelectMany(column).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(word => word.Length)];

    private static LanguageWords[] Load()
    {
        using var file = typeof(MailWords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the app.");
        return JsonSerializer.Deserialize(file, LanguageWordsJson.Default.LanguageWordsArray)!;
    }
}
