using System.Buffers;
using System.Text;

namespace Router.Intake.Email.Charsets;

/// <summary>How far some bytes are UTF-8: rarely by chance, as each letter beyond ASCII has a form of its own.</summary>
/// <param name="Letters">Characters of two bytes and more.</param>
/// <param name="Wrong">Bytes that are no part of any, but for up to three at the end.</param>
/// <param name="IsCut">Whether such bytes stand at the end: what was cut there was not written so.</param>
internal readonly record struct Utf8Look(int Letters, int Wrong, bool IsCut)
{
    private const int MostCut = 3;

    public bool IsValid => Wrong == 0 && !IsCut;

    public static Utf8Look At(ReadOnlySpan<byte> bytes)
    {
        var (letters, wrong, tail) = (0, 0, 0);
        while (bytes.Length > 0)
        {
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                tail = 0;
                break;
            }

            bytes = bytes[ascii..];
            var isLetter = Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done;
            letters += isLetter ? 1 : 0;
            wrong += isLetter ? 0 : length;
            tail = isLetter ? 0 : length + (ascii == 0 ? tail : 0);
            bytes = bytes[length..];
        }

        return tail is > 0 and <= MostCut ? new Utf8Look(letters, wrong - tail, IsCut: true) : new Utf8Look(letters, wrong, IsCut: false);
    }

    /// <summary>UTF-8 with other bytes in it: those are read as Windows writes them, so that nothing is lost.</summary>
    public static string DecodeMixed(ReadOnlySpan<byte> bytes, Encoding others)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            text.Append(status switch
            {
                OperationStatus.Done => rune.ToString(),
                OperationStatus.NeedMoreData => "\uFFFD",
                _ => others.GetString(bytes[..length]),
            });
            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
