using System.Globalization;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>The time in a signature: Unix seconds or milliseconds, or ISO 8601.</summary>
internal static class SignedTime
{
    private const string Marks = "-:.+TZ";
    private const int MaxLength = 40;

    // Seconds have ten digits until 2286.
    private const int FirstLengthOfMilliseconds = 12;
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Only characters of a time: no part of a body can pass for its end.</summary>
    public static bool LooksLikeOne(string text) => text.Length is > 0 and <= MaxLength && text.All(c => char.IsAsciiDigit(c) || Marks.Contains(c));

    /// <summary>Ends in its time zone, so that nothing of a body behind it can be part of it, and no part of it the beginning of a body.</summary>
    public static bool ShowsItsEnd(string text) => text[^1] == 'Z' || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');

    public static DateTimeOffset? Read(string text)
    {
        if (!LooksLikeOne(text))
        {
            return null;
        }

        if (text.All(char.IsAsciiDigit))
        {
            return text.Length < FirstLengthOfMilliseconds ? ReadSeconds(text)
                : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds / 1_000 <= LastSecond
                    ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                    : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    // Digits only: the text is part of what is signed, so "+5" or " 5" would be another signature for the same time.
    public static DateTimeOffset? ReadSeconds(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
