using System.Text;

namespace Router.Unit.Intake.Email.Quotes;

/// <summary>Replies in the shapes of 12 mail programs and 8 languages; beside each file the words that are new in it.</summary>
public sealed class ReplyCorpusTests(ITestOutputHelper output)
{
    private const double Exact = 0.95;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Mail", "replies");

    [Fact]
    public void NewText_Replies_ExactInAlmostAllAndNeverEmpty()
    {
        var files = Directory.GetFiles(Folder, "*.eml").Order(StringComparer.Ordinal).ToList();
        var misses = new List<string>();
        foreach (var file in files)
        {
            var expected = File.ReadAllText(Path.ChangeExtension(file, ".txt")).TrimEnd('\n');
            var mail = Email.Mail.Parsed(File.ReadAllBytes(file));
            Assert.True(mail.NewText.Length > 0, file);
            if (mail.NewText != expected)
            {
                misses.Add($"{Path.GetFileNameWithoutExtension(file)}\n  expected {Shown(expected)}\n  actual   {Shown(mail.NewText)}");
            }
        }

        output.WriteLine($"{files.Count - misses.Count} of {files.Count} exact\n{string.Join('\n', misses)}");
        Assert.True(files.Count >= 80);
        Assert.True(misses.Count <= files.Count * (1 - Exact), $"{misses.Count} of {files.Count} differ:\n{string.Join('\n', misses)}");
    }

    private static string Shown(string text) => new StringBuilder(text).Replace("\n", "⏎").ToString();
}
