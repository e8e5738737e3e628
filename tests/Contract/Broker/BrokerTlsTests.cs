using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Router.Broker;

namespace Router.Contract.Broker;

/// <summary>The TLS port: who trusts the broker's authority gets in, and nobody's bad handshake keeps another out.</summary>
public sealed class BrokerTlsTests : IAsyncLifetime
{
    private static readonly byte[] Sasl = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 3, 1, 0, 0];
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("router-broker-");
    private BrokerServer? broker;

    public async ValueTask InitializeAsync() => broker = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await broker!.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task Handshake_TrustingTheAuthority_ReachesAmqp(string host) => Assert.Equal(Sasl, await GreetAsync(host));

    [Theory]
    [InlineData("broker.example.com")]
    public async Task Handshake_UnderAnotherName_IsRefusedByTheClient(string host) =>
        await Assert.ThrowsAsync<AuthenticationException>(() => GreetAsync(host));

    [Fact]
    public async Task Authority_AfterRestart_IsTheSame()
    {
        var before = await File.ReadAllTextAsync(broker!.AuthorityFile!, TestContext.Current.CancellationToken);
        await broker.DisposeAsync();
        broker = await StartAsync();
        Assert.Equal(before, await File.ReadAllTextAsync(broker.AuthorityFile!, TestContext.Current.CancellationToken));
        Assert.Equal(Sasl, await GreetAsync("localhost"));
    }

    [Fact]
    public async Task Certificate_Given_IsShown()
    {
        await using var other = await BrokerServer.StartAsync(
            Brokers.Options with { TlsPort = 0, CertificateFile = Path.Combine(directory.FullName, "tls.pem") });
        Assert.Null(other.AuthorityFile);
        Assert.Equal(Sasl, await GreetAsync("localhost", other.TlsPort));
    }

    [Fact]
    public async Task Certificate_ThatIsNone_StopsTheStartAndIsNamed()
    {
        var file = Path.Combine(directory.FullName, "none.pem");
        await File.WriteAllTextAsync(file, "nothing", TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<FormatException>(() => BrokerServer.StartAsync(Brokers.Options with { TlsPort = 0, CertificateFile = file }));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_WithHostileHandshakes_StillServesOthers()
    {
        // Silence, plain AMQP, HTTP, a hello cut short, a record that announces more than it brings, noise.
        byte[][] openings = [[], Sasl, "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), [0x16, 3, 1], [0x16, 3, 1, 0x40, 0, 1, 0, 0x3F, 0xFC], [.. Enumerable.Repeat((byte)0xFF, 4000)]];
        var hostile = new List<TcpClient>();
        for (var i = 0; i < 120; i++)
        {
            hostile.Add(new TcpClient());
            await hostile[^1].ConnectAsync("127.0.0.1", broker!.TlsPort, TestContext.Current.CancellationToken);
            await hostile[^1].GetStream().WriteAsync(openings[i % openings.Length], TestContext.Current.CancellationToken);
        }

        for (var i = 0; i < 5; i++)
            Assert.Equal(Sasl, await GreetAsync("localhost").WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
        hostile.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Refuse_ClosesTheTlsPortToo()
    {
        broker!.Inject("refuse-connections");
        await Assert.ThrowsAnyAsync<SocketException>(() => GreetAsync("localhost"));
        broker.ClearFaults();
        Assert.Equal(Sasl, await GreetAsync("localhost"));
    }

    private Task<BrokerServer> StartAsync() => BrokerServer.StartAsync(Brokers.Options with { TlsPort = 0, DataDirectory = directory.FullName });

    /// <summary>Shakes hands as a client that trusts this authority alone, and returns what the broker says to an AMQP header.</summary>
    private async Task<byte[]> GreetAsync(string host, int? port = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port ?? broker!.TlsPort);
        await using var stream = new SslStream(client.GetStream());
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(directory.FullName, "ca.pem"));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = policy });
        await stream.WriteAsync(Sasl);
        var answer = new byte[8];
        await stream.ReadExactlyAsync(answer);
        return answer;
    }
}
