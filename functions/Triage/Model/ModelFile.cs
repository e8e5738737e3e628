using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Router.Triage.Model;

/// <summary>A file that is no model, or one of another version.</summary>
internal sealed class ModelFileException(string message) : Exception(message);

/// <summary>Reads and writes a model: a head with versions, the card as JSON, then each part's calibration and table.</summary>
internal static class ModelFile
{
    private const uint Magic = 0x4c444d52; // "RMDL"
    private const int FormatVersion = 3;
    private const int MostClasses = 16;
    private const int MostBits = 22;
    private const int LongestCard = 64 * 1024;

    public static TriageModel Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"{path} can't be read: {failure.Message}");
        }
        catch (ModelFileException failure)
        {
            throw new ModelFileException($"{path}: {failure.Message}");
        }
    }

    /// <exception cref="ModelFileException">Not a model of this version, or cut short.</exception>
    public static TriageModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Magic)
                throw new ModelFileException("not a Router model.");
            if ((reader.ReadInt32(), reader.ReadInt32()) is var versions && versions != (FormatVersion, FeatureExtractor.Version))
                throw new ModelFileException($"its format and features are of versions {versions}, and this program reads {(FormatVersion, FeatureExtractor.Version)}; train it anew.");
            var card = ReadCard(reader);
            var kind = ReadPart(reader);
            return new TriageModel(card, kind, reader.ReadBoolean() ? ReadPart(reader) : null)
            {
                Nothing = reader.ReadBoolean() ? ReadPart(reader) : null,
                Asks = reader.ReadBoolean() ? ReadAsks(reader) : null,
            };
        }
        catch (EndOfStreamException)
        {
            throw new ModelFileException("it ends too early.");
        }
    }

    public static void Write(TriageModel model, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(FeatureExtractor.Version);
        var card = JsonSerializer.SerializeToUtf8Bytes(model.Card, ModelJsonContext.Default.ModelCard);
        writer.Write(card.Length);
        writer.Write(card);
        WritePart(model.Kind, writer);
        writer.Write(model.Severity is not null);
        if (model.Severity is { } severity)
            WritePart(severity, writer);
        writer.Write(model.Nothing is not null);
        if (model.Nothing is { } nothing)
            WritePart(nothing, writer);
        writer.Write(model.Asks is not null);
        if (model.Asks is { } asks)
            WriteAsks(asks, writer);
    }

    private static ModelCard ReadCard(BinaryReader reader)
    {
        var bytes = ReadExactly(reader, Bounded(reader.ReadInt32(), 2, LongestCard));
        try
        {
            return JsonSerializer.Deserialize(bytes, ModelJsonContext.Default.ModelCard) ?? throw new ModelFileException("it has no card.");
        }
        catch (JsonException)
        {
            throw new ModelFileException("its card can't be read; train it anew.");
        }
    }

    private static CalibratedModel ReadPart(BinaryReader reader)
    {
        var features = (FeatureSet)Bounded(reader.ReadInt32(), 0, (int)FeatureSet.Issue);
        var classes = Bounded(reader.ReadInt32(), 2, MostClasses);
        var bits = Bounded(reader.ReadInt32(), 8, MostBits);
        var (largestWeight, largestRareness, sharpness) = (reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
        var bias = ReadSingles(reader, classes);
        var calibration = new Calibration(sharpness, ReadSingles(reader, classes));
        return new(new(features, classes, bits, largestWeight, largestRareness, bias, ReadExactly(reader, (classes + 1) << bits)), calibration);
    }

    private static void WritePart(CalibratedModel part, BinaryWriter writer)
    {
        writer.Write((int)part.Weights.Features);
        writer.Write(part.Weights.Classes);
        writer.Write(part.Weights.Bits);
        writer.Write(part.Weights.LargestWeight);
        writer.Write(part.Weights.LargestRareness);
        writer.Write(part.Calibration.Sharpness);
        foreach (var value in (float[])[.. part.Weights.Bias, .. part.Calibration.Shift])
            writer.Write(value);
        writer.Write(part.Weights.Table);
    }

    private static AskFilter ReadAsks(BinaryReader reader)
    {
        var bits = Bounded(reader.ReadInt32(), 8, MostBits);
        var numbers = ReadSingles(reader, 2);
        return new(bits, numbers[0], numbers[1], MemoryMarshal.Cast<byte, sbyte>(ReadExactly(reader, 1 << bits)).ToArray());
    }

    private static void WriteAsks(AskFilter asks, BinaryWriter writer)
    {
        writer.Write(asks.Bits);
        writer.Write(asks.Largest);
        writer.Write(asks.Bias);
        writer.Write(MemoryMarshal.AsBytes(asks.Table));
    }

    private static int Bounded(int value, int least, int most) =>
        value >= least && value <= most ? value : throw new ModelFileException("it is damaged.");

    private static float[] ReadSingles(BinaryReader reader, int count)
    {
        var values = new float[count];
        for (var index = 0; index < count; index++)
            values[index] = reader.ReadSingle() is var value && float.IsFinite(value) ? value : throw new ModelFileException("it is damaged.");
        return values;
    }

    private static byte[] ReadExactly(BinaryReader reader, int length)
    {
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new EndOfStreamException();
    }
}
