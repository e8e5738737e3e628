namespace Router.Bench.Classifier;

/// <summary>Texts of 64 KiB that somebody could send to keep the app busy.</summary>
internal static class HostileTexts
{
    private const int Length = 64 * 1024;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["one letter"] = Fill("a"),
        ["blanks"] = Fill(" "),
        ["one question mark"] = Fill("?"),
        ["words of one letter"] = Fill("a "),
        ["different words"] = string.Join(' ', Enumerable.Range(0, 20_000).Select(number => Word(number)))[..Length],
        ["combining marks"] = Fill("e\u0301\u0302\u0303\u0323"),
        ["only marks"] = Fill("\u0301"),
        ["lone high surrogates"] = Fill("\ud83d"),
        ["lone low surrogates"] = Fill("x\udc00 "),
        ["100,000 lines"] = new string('\n', 100_000),
        ["lines of one letter"] = Fill("a\n"),
        ["lines with carriage returns"] = Fill("a\r\n"),
        ["questions of five words"] = Fill("can you add it now? "),
        ["faults of five words"] = Fill("it does not work today. "),
        ["apostrophes"] = Fill("'"),
        ["letters and apostrophes"] = Fill("a'"),
        ["quote signs"] = Fill(">"),
        ["quoted lines"] = Fill("> a\n"),
        ["quoting heads"] = Fill("On Monday Jo wrote:\n"),
        ["mail heads"] = Fill("From: a\n"),
        ["sign-offs"] = Fill("regards\n"),
        ["Re: flood"] = Fill("Re: "),
        ["[a] flood"] = Fill("[a]"),
        ["[ flood"] = Fill("["),
        ["opening tags"] = Fill("<"),
        ["tags"] = Fill("<a>"),
        ["tags that never close"] = Fill("<a "),
        ["nested markup"] = Fill("<div><b>"),
        ["code elements that never close"] = Fill("<pre><code><script>"),
        ["code elements"] = Fill("<pre>a</pre>"),
        ["fences"] = Fill("```a"),
        ["back ticks"] = Fill("`a"),
        ["entities"] = Fill("&amp;<b>"),
        ["ampersands"] = Fill("<b>&"),
        ["stars"] = Fill("**"),
        ["list signs"] = Fill("- * # "),
        ["back-tracking bait"] = Fill("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!@"),
    };

    private static string Fill(string pattern) => string.Concat(Enumerable.Repeat(pattern, (Length / pattern.Length) + 1))[..Length];

    private static string Word(int number) => string.Concat(Enumerable.Range(0, 4).Select(place => (char)('a' + ((number * 7919) >> (4 * place) & 15))));
}
