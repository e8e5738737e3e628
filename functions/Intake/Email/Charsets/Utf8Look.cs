using System.Buffers;
using System.Text;

namespace Router.Intake.Email.Charsets;

/// <summary>How far some bytes are UTF-8: rarely by chance, as each letter beyond ASCII has a form of its own.</summary>
/// <param name="Letters">Characters of two bytes and more.</param>
/// <param name="Wrong">Bytes that are no part of any.</param>
internal readonly record struct Utf8Look(int Letters, int Wrong)
{
    public bool IsValid => Wrong == 0;

    public static Utf8Look At(ReadOnlySpan<byte> bytes)
    {
        var (letters, wrong) = (0, 0);
        while (bytes.Length > 0)
        {
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                break;
            }

            bytes = bytes[ascii..];
            var isLetter = Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done;
            letters += isLetter ? 1 : 0;
            wrong += isLetter ? 0 : length;
            bytes = bytes[length..];
        }

        return new Utf8Look(letters, wrong);
    }

    /// <summary>UTF-8 with other bytes in it: those are read as Windows writes them, so that nothing is lost.</summary>
    public static string DecodeMixed(ReadOnlySpan<byte> bytes, Encoding others)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            text.Append(status == OperationStatus.Done ? rune.ToString() : others.GetString(bytes[..length]));
            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
