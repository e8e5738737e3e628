using System.IO.Compression;
using System.Text.Json;

namespace Router.Triage.Training;

/// <summary>The rows that the shipped model was trained on, from within the binary, so that a retrained model forgets none of them.</summary>
internal static class ShippedRows
{
    private const string Resource = "shipped.rows";

    public static IReadOnlyList<TrainingRow> Read()
    {
        using var stream = typeof(ShippedRows).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the program.");
        return Read(stream);
    }

    public static IReadOnlyList<TrainingRow> Read(Stream stream)
    {
        using var text = new StreamReader(new BrotliStream(stream, CompressionMode.Decompress));
        return [.. TrainingFile.Parse(LinesOf(text), Resource)];
    }

    public static void Write(IEnumerable<TrainingRow> rows, string path)
    {
        using var packed = new BrotliStream(File.Create(path), CompressionLevel.SmallestSize);
        foreach (var row in rows)
        {
            packed.Write(JsonSerializer.SerializeToUtf8Bytes(row, TrainingJsonContext.Default.TrainingRow));
            packed.Write("\n"u8);
        }
    }

    private static IEnumerable<string> LinesOf(TextReader text)
    {
        while (text.ReadLine() is { } line)
            yield return line;
    }
}
