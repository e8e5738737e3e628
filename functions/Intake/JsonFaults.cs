using System.Buffers;
using System.Globalization;

namespace Router.Intake;

/// <summary>What breaks JSON that templates of other systems write, said so that its writer finds it.</summary>
internal static class JsonFaults
{
    // Programming languages write them, JSON has none of them.
    private static readonly string[] NoValues = ["NaN", "Infinity", "undefined", "None", "True", "False", "nil"];
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <returns>Our own words; null where it is none of these.</returns>
    public static string? Find(string json)
    {
        var (line, isInside) = (1, false);
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            line += c == '\n' ? 1 : 0;
            if (isInside && c == '\\')
            {
                if (!IsEscape(json, i))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"In line {line} a backslash in a text begins no escape: write it twice.");
                }

                i++;
            }
            else if (c == '"')
            {
                isInside = !isInside;
            }
            else if (!isInside && (i == 0 || !char.IsLetterOrDigit(json[i - 1])) && NoValues.FirstOrDefault(word => IsWord(json, i, word)) is { } wrong)
            {
                return string.Create(CultureInfo.InvariantCulture, $"In line {line} stands {wrong}, which JSON does not have: write null, true, false or a text.");
            }
        }

        return null;
    }

    private static bool IsEscape(string json, int at) => at + 1 < json.Length && json[at + 1] switch
    {
        'u' => at + 6 <= json.Length && !json.AsSpan(at + 2, 4).ContainsAnyExcept(Hex),
        var c => "\"\\/bfnrt".Contains(c, StringComparison.Ordinal),
    };

    private static bool IsWord(string json, int at, string word) =>
        json.AsSpan(at).StartsWith(word, StringComparison.Ordinal) && (at + word.Length == json.Length || !char.IsLetterOrDigit(json[at + word.Length]));
}
