namespace Router.Access;

/// <summary>Writes lines of CSV (RFC 4180) that no spreadsheet takes for formulas: https://owasp.org/www-community/attacks/CSV_Injection.</summary>
internal static class CsvText
{
    private const string FirstOfFormulas = "=+-@\t\r\n＝＋－＠";

    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        var shown = text.Length > 0 && FirstOfFormulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
