using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Router.Broker.Security;

/// <summary>What TLS clients are shown, and where the certificate lies that they have to trust.</summary>
internal sealed record ServerCertificate(SslStreamCertificateContext Context, string? AuthorityFile)
{
    private const string ServerFile = "tls.pem";
    private static readonly TimeSpan ShortestRest = TimeSpan.FromDays(1);

    /// <summary>Null when no TLS port was asked for.</summary>
    public static ServerCertificate? From(BrokerOptions options)
    {
        if (options.TlsPort is null)
            return null;
        return options.CertificateFile is { } file ? Load(file, options.CertificateKeyFile) : Generated(options);
    }

    /// <summary>The first certificate of the file is the server's, those after it lead to the authority.</summary>
    private static ServerCertificate Load(string file, string? keyFile)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            return new(SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(file, keyFile), [.. chain.Skip(1)], offline: true), null);
        }
        catch (System.Security.Cryptography.CryptographicException exception)
        {
            throw new FormatException($"--certificate {file}: {exception.Message}", exception);
        }
    }

    // Beside the data, so that a client that has come to trust it still does after a restart.
    private static ServerCertificate Generated(BrokerOptions options)
    {
        var directory = options.DataDirectory is { } data ? Directory.CreateDirectory(data).FullName : Directory.CreateTempSubdirectory("router-broker-tls-").FullName;
        var (server, authority) = (Path.Combine(directory, ServerFile), Path.Combine(directory, TestAuthority.FileName));
        // Wall time: clients judge a certificate by their own clocks.
        var now = TimeProvider.System.GetUtcNow();
        if (!File.Exists(server) || !File.Exists(authority) || ExpiresBefore(server, now + ShortestRest))
        {
            var (serverPem, authorityPem) = TestAuthority.Issue(now);
            File.WriteAllText(authority, authorityPem);
            WriteSecret(server, serverPem);
        }

        return Load(server, null) with { AuthorityFile = authority };
    }

    private static void WriteSecret(string file, string pem)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(pem));
    }

    private static bool ExpiresBefore(string file, DateTimeOffset time)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return certificate.NotAfter.ToUniversalTime() < time.UtcDateTime;
    }
}
