using System.Text;

namespace Router.Triage.Reading;

/// <summary>Mail programs wrap lines: a sentence goes on where a full line is followed by a small letter.</summary>
internal static class WrappedLines
{
    private const int WrappedLineLength = 50;

    public static string Join(IReadOnlyList<string> lines)
    {
        var joined = new StringBuilder();
        for (var index = 0; index < lines.Count; index++)
        {
            joined.Append(lines[index]);
            var isWrapped = lines[index].Length >= WrappedLineLength && index + 1 < lines.Count
                && lines[index + 1].Length > 0 && char.IsLower(lines[index + 1][0]);
            joined.Append(isWrapped ? ' ' : '\n');
        }

        return joined.ToString();
    }
}
