using System.Buffers.Binary;
using System.Numerics;

namespace Router.Broker.Journal;

/// <summary>Frames of <c>length, CRC-32C, body</c>. A torn or damaged frame ends the log: nothing after it was ever acknowledged.</summary>
internal static class JournalFile
{
    public const int FrameHeader = 8;

    // No record is larger than a message with its properties; a length beyond this is damage.
    private const int LargestRecord = 16 * 1024 * 1024;

    public static string Fresh(string path) => path + ".new";

    /// <summary>Reads the log, or as much of it as was there at some moment, into the image. Returns up to where it is whole.</summary>
    public static long Read(string path, JournalImage image, long until = long.MaxValue, CancellationToken cancellation = default)
    {
        if (!File.Exists(path))
            return 0;
        var whole = 0L;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
        Span<byte> header = stackalloc byte[FrameHeader];
        while (stream.Position < until && stream.ReadAtLeast(header, FrameHeader, throwOnEndOfStream: false) == FrameHeader)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length is <= 0 or > LargestRecord)
                break;
            var body = new byte[length];
            if (stream.ReadAtLeast(body, length, throwOnEndOfStream: false) < length)
                break;
            if (Checksum(body) != BinaryPrimitives.ReadUInt32LittleEndian(header[4..]))
                break;
            using var reader = new BinaryReader(new MemoryStream(body, writable: false));
            image.Apply(reader);
            whole = stream.Position;
        }

        return whole;
    }

    /// <summary>Writes what is alive into a new file and puts it in the old one's place.</summary>
    public static void Rewrite(string path, JournalImage image)
    {
        using (var stream = new FileStream(Fresh(path), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            Write(stream, image);
            stream.Flush(flushToDisk: true);
        }

        File.Move(Fresh(path), path, overwrite: true);
        DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
    }

    public static void Write(Stream stream, JournalImage image)
    {
        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body);
        image.Write(writer, () => EndRecord(body, stream));
    }

    /// <summary>Moves the finished body to the target as one frame and empties it for the next.</summary>
    public static void EndRecord(MemoryStream body, Stream target)
    {
        var bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
        Span<byte> header = stackalloc byte[FrameHeader];
        BinaryPrimitives.WriteInt32LittleEndian(header, bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Checksum(bytes));
        target.Write(header);
        target.Write(bytes);
        body.SetLength(0);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
