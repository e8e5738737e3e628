using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Router.Intake.Email.Charsets;

/// <summary>What senders mean by the name of a charset, which is often more than what the name stands for.</summary>
internal static partial class CharsetLabels
{
    private const int Windows1252 = 1252;
    private const int Gb18030 = 54936;
    private const int Korean = 949;

    // Each is what its senders' systems really write (as browsers read it, too: the WHATWG encoding standard).
    private static readonly Dictionary<string, int> Meant = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iso-8859-1"] = Windows1252, ["iso8859-1"] = Windows1252, ["iso_8859-1"] = Windows1252, ["latin1"] = Windows1252, ["latin-1"] = Windows1252, ["l1"] = Windows1252, ["us-ascii"] = Windows1252,
        ["ascii"] = Windows1252, ["ansi_x3.4-1968"] = Windows1252, ["cp1252"] = Windows1252, ["ansi"] = Windows1252, ["x-ansi"] = Windows1252, ["cp819"] = Windows1252, ["ibm819"] = Windows1252,
        ["gb2312"] = Gb18030, ["gbk"] = Gb18030, ["cp936"] = Gb18030, ["gb18030"] = Gb18030, ["x-gbk"] = Gb18030, ["gb_2312-80"] = Gb18030, ["chinese"] = Gb18030, ["euc-cn"] = Gb18030,
        ["ks_c_5601-1987"] = Korean, ["ks_c_5601-1989"] = Korean, ["ksc5601"] = Korean, ["ksc_5601"] = Korean, ["euc-kr"] = Korean, ["euckr"] = Korean, ["cp949"] = Korean, ["x-windows-949"] = Korean, ["windows-949"] = Korean, ["korean"] = Korean, ["uhc"] = Korean,
        ["latin2"] = 28592, ["latin-2"] = 28592, ["l2"] = 28592, ["iso-8859-9"] = 1254, ["latin5"] = 1254, ["latin-5"] = 1254, ["l5"] = 1254, ["turkish"] = 1254, ["tis-620"] = 874, ["iso-8859-11"] = 874, ["windows-874"] = 874, ["iso-8859-8-i"] = 1255,
        ["shift_jis"] = 932, ["shift-jis"] = 932, ["sjis"] = 932, ["x-sjis"] = 932, ["ms_kanji"] = 932, ["windows-31j"] = 932, ["cp932"] = 932, ["euc-jp"] = 51932, ["x-euc-jp"] = 51932,
        ["big5"] = 950, ["big5-hkscs"] = 950, ["cn-big5"] = 950, ["x-x-big5"] = 950, ["cp950"] = 950, ["cp1251"] = 1251, ["win-1251"] = 1251, ["cp1250"] = 1250, ["cp1253"] = 1253, ["cp1254"] = 1254, ["cp1255"] = 1255, ["cp1256"] = 1256,
        ["koi8"] = 20866, ["koi8r"] = 20866, ["koi8-r"] = 20866, ["koi8-u"] = 21866, ["x-mac-roman"] = 10000, ["macintosh"] = 10000, ["mac"] = 10000, ["utf8"] = 65001, ["unicode-1-1-utf-8"] = 65001,
    };

    // Without it the framework knows none of them.
    static CharsetLabels() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Null for a name that nobody knows.</summary>
    public static Encoding? Find(string? label)
    {
        var name = (label ?? "").Trim(' ', '"', '\'', ';').ToLowerInvariant();
        try
        {
            return name.Length is 0 or > 40 ? null : Of(Meant.TryGetValue(name, out var page) ? page : NumberIn(name) ?? Encoding.GetEncoding(name).CodePage);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // "cp-850", "win1250", "x-cp1254", "iso8859_2": the number says it, however the rest is written.
    private static int? NumberIn(string name)
    {
        if (CodePage().Match(name) is { Success: true } page)
        {
            var number = int.Parse(page.Groups[1].Value, CultureInfo.InvariantCulture);
            return Meant.TryGetValue($"cp{number}", out var meant) ? meant : number;
        }

        if (IsoPart().Match(name) is not { Success: true } part)
        {
            return null;
        }

        return int.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) switch { 1 => Windows1252, 9 => 1254, 11 => 874, var other => 28590 + other };
    }

    [GeneratedRegex(@"^(?:x-)?(?:cp|ibm|windows|win|ms|dos|oem|codepage)[-_ ]?(\d{3,5})$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CodePage();

    [GeneratedRegex(@"^(?:x-)?iso[-_ ]?8859[-_ ](\d{1,2})(?::\d{4}|-[ei])?$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex IsoPart();

    public static Encoding Of(int page) => Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

    /// <summary>The same encoding; what is none of its characters throws.</summary>
    public static Encoding Strict(int page) => Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
