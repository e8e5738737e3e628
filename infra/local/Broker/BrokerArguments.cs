using System.Globalization;

namespace Router.Broker;

/// <summary>The command line. A wrong one is answered with one line, not with a stack trace.</summary>
internal static class BrokerArguments
{
    public const string Usage =
        "router-broker [--port 5672] [--http-port 5300] [--config Config.json] [--data DIR] [--fsync] [--key-name NAME] [--key KEY]";

    /// <summary>Throws <see cref="FormatException"/> with what is wrong.</summary>
    public static BrokerOptions Parse(string[] args)
    {
        var options = new BrokerOptions { ConfigJson = "", HttpPort = 5300 };
        var config = Path.Combine(AppContext.BaseDirectory, "Config.json");
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            if (name == "--fsync")
            {
                options = options with { FlushToDisk = true };
                continue;
            }

            if (++i >= args.Length)
                throw new FormatException($"{name} needs a value. {Usage}");
            options = name switch
            {
                "--port" => options with { Port = Port(name, args[i]) },
                "--http-port" => options with { HttpPort = Port(name, args[i]) },
                "--data" => options with { DataDirectory = args[i] },
                "--key-name" => options with { KeyName = args[i] },
                "--key" => options with { Key = args[i] },
                "--config" => options,
                _ => throw new FormatException($"Unknown option {name}. {Usage}"),
            };
            if (name == "--config")
                config = args[i];
        }

        if (!File.Exists(config))
            throw new FormatException($"There is no configuration at {config}.");
        return options with { ConfigJson = File.ReadAllText(config) };
    }

    private static int Port(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new FormatException($"{name} is a number from 0 to 65535, not '{text}'.");
}
