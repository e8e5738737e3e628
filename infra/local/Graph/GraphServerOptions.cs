using System.Globalization;

namespace Router.GraphStandIn;

/// <param name="Port">On 127.0.0.1; 0 takes a free one.</param>
/// <param name="Key">The bearer token that is taken.</param>
/// <param name="Address">The mailbox's address.</param>
/// <param name="Folder">New .eml files in it become mail, and what is sent stands in its folder "sent"; null keeps all in memory.</param>
internal sealed record GraphServerOptions(int Port, string Key, string Address, string? Folder = null)
{
    public const string Usage = """
        router-graph [--port PORT] [--address ADDRESS] [--folder DIR]

        Stands in for the mail part of Microsoft Graph v1.0 on 127.0.0.1, for one mailbox. The environment variable
        ROUTER_GRAPH_KEY is the bearer token that it takes.
        """;

    public const string KeyVariable = "ROUTER_GRAPH_KEY";

    /// <param name="words">The command line.</param>
    /// <param name="key">The value of <see cref="KeyVariable"/>: everybody on the machine sees a command line.</param>
    /// <exception cref="FormatException">The words are wrong; its message says how.</exception>
    public static GraphServerOptions Parse(IReadOnlyList<string> words, string? key)
    {
        var options = new GraphServerOptions(0, key ?? "", "support@router.example");
        for (var index = 0; index < words.Count; index += 2)
        {
            var value = index + 1 < words.Count ? words[index + 1] : throw new FormatException($"{words[index]} lacks its value.");
            options = words[index] switch
            {
                "--port" => options with { Port = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue ? port : throw new FormatException($"{value} is no port.") },
                "--address" => options with { Address = value },
                "--folder" => options with { Folder = Path.GetFullPath(value) },
                _ => throw new FormatException($"There is no option {words[index]}."),
            };
        }

        return options.Key.Length > 0 ? options : throw new FormatException($"The environment variable {KeyVariable} is not set.");
    }
}
