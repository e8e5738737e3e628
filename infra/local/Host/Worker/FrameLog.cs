using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Worker;

/// <summary>Writes each message of the worker protocol as one line of JSON, to see what is said and to capture streams for tests.</summary>
internal sealed class FrameLog : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter? file;

    private FrameLog(StreamWriter? file) => this.file = file;

    public static FrameLog None { get; } = new(null);

    public static FrameLog To(string path) => new(new StreamWriter(path, append: false) { AutoFlush = true });

    public void Write(string direction, StreamingMessage message)
    {
        if (file is null)
        {
            return;
        }

        var line = new JsonObject { [direction] = JsonNode.Parse(JsonFormatter.Default.Format(message)) }.ToJsonString(JsonSerializerOptions.Default);
        lock (gate)
        {
            file.WriteLine(line);
        }
    }

    public void Dispose() => file?.Dispose();
}
