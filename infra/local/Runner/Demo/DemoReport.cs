using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Runner.Demo;

/// <summary>The demo's results for people or for programs.</summary>
internal static class DemoReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string JsonLine(DemoResult result) => JsonSerializer.Serialize(
        new
        {
            result.Sample.Name,
            result.Sample.Channel,
            result.Sample.Expect,
            result.Id,
            result.Status?.Kind,
            result.Status?.Confidence,
            result.Status?.State,
            Settled = result.Problem is null,
            result.Status?.Place,
            result.Status?.Link,
            result.Problem,
        },
        Format);

    public static string Table(IReadOnlyList<DemoResult> results)
    {
        string[][] rows = [["request", "channel", "kind", "confidence", "where it landed", "link"], .. results.Select(Row)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var lines = rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).ToList();
        lines.Insert(1, string.Join("  ", widths.Select(width => new string('-', width))));
        return string.Join(Environment.NewLine, lines);
    }

    private static string[] Row(DemoResult result) =>
    [
        Shown(result.Sample.Name),
        Shown(result.Sample.Channel),
        Shown(result.Status?.Kind),
        result.Status?.Confidence?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-",
        Shown(result.Problem is null ? result.Status?.Place ?? result.Status?.State : "NOT SETTLED"),
        Shown(result.Status?.Link),
    ];

    // A customer's words may reach a place's name: no control character gets to the terminal.
    private static string Shown(string? text) => text is null or "" ? "-" : string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
