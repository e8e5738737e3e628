namespace Router.Broker;

/// <summary>How to start a broker. Everything is on loopback.</summary>
public sealed record BrokerOptions
{
    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; } = 5672;

    /// <summary>The port for AMQP over TLS; 0 takes a free one, null opens none.</summary>
    public int? TlsPort { get; init; }

    /// <summary>PEM: the server's certificate, then those that lead to its authority. Without it one is made for this machine.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM: the key, where it isn't in <see cref="CertificateFile"/>.</summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>0 takes a free port; null starts no page.</summary>
    public int? HttpPort { get; init; }

    /// <summary>The official emulator's <c>Config.json</c>, as text.</summary>
    public required string ConfigJson { get; init; }

    /// <summary>Where the log is kept; null keeps nothing.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Each group of writes is fsynced, which survives a power cut and is slower.</summary>
    public bool FlushToDisk { get; init; }

    /// <summary>The log is written anew, while the broker runs, when it has grown to this many bytes and to twice what was alive in it.</summary>
    public long CompactAbove { get; init; } = 128 * 1024 * 1024;

    public string KeyName { get; init; } = Security.SasKey.DefaultName;

    public string Key { get; init; } = Security.SasKey.DefaultKey;

    /// <summary>
    /// The issuer whose Entra-like tokens are taken without a look at their signature; null takes none. For tests of a client's way with
    /// tokens, not for protection.
    /// </summary>
    public string? JwtIssuer { get; init; }

    /// <summary>Bytes of one transfer, a batch included: 256 KB as in the Standard tier.</summary>
    public long MaxMessageSize { get; init; } = 256 * 1024;

    /// <summary>A connection on which nothing came for so long is closed; clients are told half of it. Wall time, whatever the clock.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(4);

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
