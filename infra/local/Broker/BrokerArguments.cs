using System.Globalization;

namespace Router.Broker;

/// <summary>The command line. A wrong one is answered with one line, not with a stack trace.</summary>
internal static class BrokerArguments
{
    public const string Usage = """
        router-broker [options]

        An Azure Service Bus-compatible broker on 127.0.0.1.

          --config FILE             the official emulator's Config.json (the one beside the program)
          --port N                  AMQP (5672); 0 takes a free port, here and below
          --tls-port N              AMQP over TLS (none)
          --certificate FILE        PEM: the server's certificate and those that lead to its authority; without it one is
                                    made, and the authority that clients have to trust is written to ca.pem
          --certificate-key FILE    PEM: its key, where that isn't in the same file
          --http-port N             /health and /faults (5300)
          --data DIR                keep messages here; without it nothing survives the process
          --fsync                   flush to the disk before each acknowledgement. With --data alone every message that
                                    was acknowledged survives a kill of the broker; with this a power cut too, at a price
          --compact-above BYTES     rewrite the log, while running, when it has grown to this and to twice what was alive
                                    in it (134217728)
          --key-name NAME           the shared access key's name (RootManageSharedAccessKey). The key itself is the environment
                                    variable ROUTER_BROKER_KEY (SAS_KEY_VALUE), as everybody on the machine sees a command line
          --accept-jwt-issuer NAME  take Entra-like tokens of this issuer WITHOUT checking their signature: for tests of
                                    a client's way of getting and renewing tokens, never for protection
        """;

    public const string KeyVariable = "ROUTER_BROKER_KEY";

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h");

    /// <summary>Throws <see cref="FormatException"/> with what is wrong.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="key">The value of <see cref="KeyVariable"/>; null or empty for the well-known key.</param>
    public static BrokerOptions Parse(string[] args, string? key = null)
    {
        var options = new BrokerOptions { ConfigJson = "", HttpPort = 5300 };
        if (!string.IsNullOrEmpty(key))
            options = options with { Key = key };
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
                throw new FormatException($"{name} is no option or lacks its value; --help lists them.");
            if (name == "--config")
                config = args[i];
            else
                options = With(options, name, args[i]);
        }

        if (!File.Exists(config))
            throw new FormatException($"There is no configuration at {config}.");
        return options with { ConfigJson = File.ReadAllText(config) };
    }

    private static BrokerOptions With(BrokerOptions options, string name, string value) => name switch
    {
        "--port" => options with { Port = Port(name, value) },
        "--tls-port" => options with { TlsPort = Port(name, value) },
        "--certificate" => options with { CertificateFile = value },
        "--certificate-key" => options with { CertificateKeyFile = value },
        "--http-port" => options with { HttpPort = Port(name, value) },
        "--data" => options with { DataDirectory = value },
        "--compact-above" => options with { CompactAbove = Bytes(name, value) },
        "--key-name" => options with { KeyName = value },
        "--accept-jwt-issuer" => options with { JwtIssuer = value },
        _ => throw new FormatException($"There is no option {name}; --help lists them."),
    };

    private static long Bytes(string name, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw new FormatException($"{name} is a number of bytes, not '{text}'.");

    private static int Port(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new FormatException($"{name} is a number from 0 to 65535, not '{text}'.");
}
