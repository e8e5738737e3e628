using Router.Intake.Email.Words;

namespace Router.Intake.Email.Quotes;

/// <summary>
/// The line that a phone's mail program adds by itself ("Sent from my iPhone"): one of the known wordings as a whole, with nothing in it but the name
/// of a device or a program. A sentence that begins with the same word is none.
/// </summary>
internal static class DeviceSignature
{
    private const int MaxLength = 160;
    private const int MaxNameWords = 7;

    private static readonly (string Before, string After)[] Shapes = [.. MailWords.All(words => words.Device).Select(Split)];
    private static readonly string[] Devices = MailWords.All(words => words.Devices);

    // Between the words of a name: "Outlook for iOS", "Galaxy de Samsung", "Samsung Mobile on O2".
    private static readonly HashSet<string> Fillers = new(StringComparer.OrdinalIgnoreCase)
    {
        "for", "für", "pour", "para", "per", "pro", "voor", "dla", "för", "til", "on", "using", "with", "mit", "avec", "con", "com", "met", "de", "di", "do", "da", "dal", "the", "app",
        "mail", "mobile", "plus", "max", "mini", "ultra", "smart", "и", "для", "için", "a", "an", "my", "mon", "mi", "meu", "mio", "meinem", "via", "by", "от", "von", "van", "wireless", "4g", "5g", "lte", "på",
    };

    private static readonly string[] Excuses =
        ["excuse", "typo", "brevity", "brief", "short", "entschuldig", "kürze", "tippfehler", "faute", "brièveté", "concis", "errores", "brevedad", "errori", "erros", "excus", "verschon", "beknopt", "literówk"];

    public static bool Is(string line)
    {
        var text = WithoutExcuse(WithoutAddress(line.Trim()));
        return text.Length is > 3 and < MaxLength && Shapes.Any(shape => Fits(text, shape));
    }

    /// <summary>Whether a line that a program marks as its signature names the program, in whatever words; a question or more than a line's words is somebody's.</summary>
    public static bool IsLikely(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MaxNameWords + 3 && !line.AsSpan().ContainsAny(['?', ',', ';']) && Devices.Any(device => line.Contains(device, StringComparison.OrdinalIgnoreCase));

    private static bool Fits(string text, (string Before, string After) shape) =>
        text.Length > shape.Before.Length + shape.After.Length
        && text.StartsWith(shape.Before, StringComparison.OrdinalIgnoreCase)
        && text.EndsWith(shape.After, StringComparison.OrdinalIgnoreCase)
        && IsName(text[shape.Before.Length..^shape.After.Length]);

    private static bool IsName(string text)
    {
        var name = text.Trim(' ', '.', '!', ',', '-', '®', '™');
        var words = name.Split([' ', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= MaxNameWords
            && Devices.Any(device => name.Contains(device, StringComparison.OrdinalIgnoreCase))
            && words.All(IsOfName);
    }

    // Names are capitalised, and models have figures; a sentence has other words too.
    private static bool IsOfName(string word)
    {
        var bare = word.Trim('(', ')', '.', ',', '"', '\'', '®', '™');
        return bare.Length == 0 || char.IsUpper(bare[0]) || !char.IsLower(bare[0]) || bare.Any(char.IsAsciiDigit) || Fillers.Contains(bare)
            || Devices.Any(device => bare.StartsWith(device, StringComparison.OrdinalIgnoreCase));
    }

    private static (string Before, string After) Split(string shape)
    {
        var at = shape.IndexOf("{0}", StringComparison.Ordinal);
        return (shape[..at], shape[(at + 3)..]);
    }

    // Outlook writes the address of its shop behind the line.
    private static string WithoutAddress(string text)
    {
        var at = text.IndexOf("http", StringComparison.OrdinalIgnoreCase);
        return (at > 0 ? text[..at] : text).TrimEnd(' ', '<', '(', '[', '.', '!');
    }

    private static string WithoutExcuse(string text)
    {
        var at = text.AsSpan().IndexOfAny(",.;–");
        return at > 0 && Excuses.Any(word => text.AsSpan(at).Contains(word, StringComparison.OrdinalIgnoreCase)) ? text[..at].TrimEnd() : text;
    }
}
