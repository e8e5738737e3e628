using Router.Triage.Training;

namespace Router.Triage.Learning;

/// <summary>The three in ten decisions that no model ever learns from, so that any two models can be compared on them. The text decides, so that the same message twice never lies on both sides.</summary>
internal static class HeldOut
{
    private const int OfTen = 3;

    public static bool Contains(TrainingRow row) => KeyOf(row) % 10 < OfTen;

    /// <summary>The same for messages with the same letters and digits (FNV-1a, then the last step of MurmurHash3: the lowest digits alone are not even).</summary>
    public static ulong KeyOf(TrainingRow row)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var character in row.Title + " " + row.Body)
            if (char.IsLetterOrDigit(character))
                hash = (hash ^ char.ToLowerInvariant(character)) * 0x100000001b3UL;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        return hash ^ (hash >> 33);
    }
}
