namespace Router.Intake.Email.Charsets;

/// <summary>
/// A language with letters of its own in a charset of one byte a letter. How often each letter comes falls off with its place in the order, in every language alike; so a text
/// tells by its letters which alphabet it is written in.
/// </summary>
/// <param name="Letters">The most frequent first.</param>
/// <param name="Breadth">How many letters share a text: more where vowels and tones are characters, too.</param>
internal sealed record Alphabet(int Page, string Letters, int Breadth)
{
    // Of a character that no text of the language holds, and of a dash or quote.
    private const double Never = -8;
    private const double Rare = -4.6;
    private const double Capital = -0.5;

    private const string Cyrillic = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїєъёґ";
    private const string Arabic = "اليمونرتبةعدهسفكقحأجشصىخذطإضثزئغءآظؤ";

    public static IReadOnlyList<Alphabet> All { get; } =
    [
        new(1251, Cyrillic, 9),
        new(20866, Cyrillic, 9),
        new(1253, "αοιετνσηρπκυλμςάίόδγέωθήχύφβώξζψϊΐϋΰ", 9),
        new(1255, "יוהלארתבמשנעםדקחכפןטגצסזךףץ", 9),
        new(1256, Arabic, 9),
        new(28596, Arabic, 9),
        new(874, "านรอก่เงมยลวดท้ัสตหคีปิบพจขไแะุชใโถู์ผ็ืณซศธึภฉษญฐฟฎฝฬฤฮฏฑฒฌฆฯๆ", 16),
    ];

    private readonly Lazy<double[]> weights = new(() => [.. Enumerable.Range(0x80, 0x80).Select(b => WeightOf(CharsetLabels.Of(Page).GetString([(byte)b])[0], Letters, Breadth))]);

    /// <summary>What a text of the language scores.</summary>
    public double Usual => -Math.Log(Breadth) - 1;

    /// <summary>The mean logarithm of how often its letters come.</summary>
    public double ScoreOf(ReadOnlySpan<byte> bytes)
    {
        var (sum, count) = (0.0, 0);
        foreach (var b in bytes)
        {
            if (b >= 0x80)
            {
                sum += weights.Value[b - 0x80];
                count++;
            }
        }

        return count == 0 ? Never : sum / count;
    }

    private static double WeightOf(char c, string letters, int breadth)
    {
        var lower = char.ToLowerInvariant(c);
        var place = letters.IndexOf(lower, StringComparison.Ordinal);
        return place >= 0 ? -Math.Log(breadth) - ((double)place / breadth) + (lower == c ? 0 : Capital)
            : c != '\uFFFD' && (char.IsPunctuation(c) || char.IsWhiteSpace(c)) ? Rare
            : Never;
    }
}
