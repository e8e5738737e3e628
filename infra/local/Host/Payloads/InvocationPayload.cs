using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Router.FunctionsHost.Payloads;

/// <summary>The frame of every call that is no forwarded HTTP request: <c>{"Data":{…},"Metadata":{…}}</c>.</summary>
internal static class InvocationPayload
{
    // The real host escapes only what JSON demands.
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static byte[] Write(Action<Utf8JsonWriter> data, Action<Utf8JsonWriter> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Data");
            data(writer);
            writer.WriteEndObject();
            writer.WriteStartObject("Metadata");
            metadata(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteSys(Utf8JsonWriter writer, string function, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteString("MethodName", function);
        writer.WriteString("UtcNow", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        writer.WriteString("RandGuid", new Guid(RandomNumberGenerator.GetBytes(16)).ToString());
        writer.WriteEndObject();
    }

    /// <summary>A text as JSON, for the places where the real host puts JSON inside a string.</summary>
    public static string AsJson(string text) => $"\"{JsonEncodedText.Encode(text, Encoder)}\"";
}
