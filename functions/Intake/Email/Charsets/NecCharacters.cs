namespace Router.Intake.Email.Charsets;

/// <summary>
/// Code page 932 holds IBM's characters twice: at FA40 to FC4B, and at ED40 to EEFC as NEC has them and as Windows writes them in names (髙, 﨑). The
/// framework knows the first only.
/// </summary>
internal static class NecCharacters
{
    private const int RowLength = 188;
    private const int FirstKanji = 28;
    private const int Kanji = 360;

    public static bool In(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny((byte)0xED, (byte)0xEE) >= 0;

    /// <summary>The same text with these characters where the framework finds them.</summary>
    public static byte[] Moved(ReadOnlySpan<byte> bytes)
    {
        var moved = bytes.ToArray();
        for (var i = 0; i + 1 < moved.Length; i++)
        {
            if (moved[i] is not (>= 0x81 and <= 0x9F or >= 0xE0 and <= 0xFC))
            {
                continue;
            }

            if (moved[i] is 0xED or 0xEE && moved[i + 1] is >= 0x40 and <= 0xFC and not 0x7F && IndexOf(moved[i], moved[i + 1]) is < Kanji and var index)
            {
                (moved[i], moved[i + 1]) = PlaceOf(index + FirstKanji);
            }

            i++;
        }

        return moved;
    }

    private static int IndexOf(byte lead, byte trail) => ((lead - 0xED) * RowLength) + trail - (trail > 0x7F ? 0x41 : 0x40);

    private static (byte Lead, byte Trail) PlaceOf(int index)
    {
        var trail = 0x40 + (index % RowLength);
        return ((byte)(0xFA + (index / RowLength)), (byte)(trail >= 0x7F ? trail + 1 : trail));
    }
}
