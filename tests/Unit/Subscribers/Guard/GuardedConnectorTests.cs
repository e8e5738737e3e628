using System.Net;
using System.Net.Sockets;
using CsCheck;
using Microsoft.Extensions.Options;
using Router.Subscribers;
using Router.Subscribers.Guard;

namespace Router.Unit.Subscribers.Guard;

public sealed class GuardedConnectorTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");
    private static readonly IPAddress OtherPublic = IPAddress.Parse("2606:2800:220:1:248:1893:25c8:1946");
    private static readonly string[] Inner =
        ["10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "224.0.0.0/4", "240.0.0.0/4", "0.0.0.0/8"];
    private readonly List<IPEndPoint> called = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_NameThatAnswersOtherwiseNextTime_GoesToTheAddressThatWasChecked()
    {
        var resolver = new FakeResolver([Public], [IPAddress.Loopback]);

        await Of(resolver).ConnectAsync("rebinding.example", 443, OpenAsync, Token);

        Assert.Equal([new IPEndPoint(Public, 443)], called);
        Assert.Equal(["rebinding.example"], resolver.Asked);
    }

    [Fact]
    public async Task Connect_NameThatNowLeadsInside_RefusedAndNothingCalled()
    {
        var connector = Of(new FakeResolver([Public], [IPAddress.Loopback]));
        await connector.ConnectAsync("rebinding.example", 443, OpenAsync, Token);

        await Assert.ThrowsAsync<AddressRefusedException>(async () => await connector.ConnectAsync("rebinding.example", 443, OpenAsync, Token));

        Assert.Single(called);
    }

    [Fact]
    public async Task Connect_OneOfManyInside_NoneCalled()
    {
        var connector = Of(new FakeResolver([Public, OtherPublic, IPAddress.Parse("10.0.0.1")]));

        await Assert.ThrowsAsync<AddressRefusedException>(async () => await connector.ConnectAsync("mixed.example", 443, OpenAsync, Token));

        Assert.Empty(called);
    }

    [Fact]
    public async Task Connect_FirstAddressDown_NextOneCalled()
    {
        var connector = Of(new FakeResolver([Public, OtherPublic]));

        await connector.ConnectAsync("two.example", 443, (target, token) => target.Address.Equals(Public) ? throw new SocketException() : OpenAsync(target, token), Token);

        Assert.Equal([new IPEndPoint(OtherPublic, 443)], called);
    }

    [Fact]
    public async Task Post_NameThatLeadsToAListenerHere_ReachesNothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new SubscriberClient(Of(new FakeResolver([IPAddress.Loopback])), TimeProvider.System);
        var url = new Uri($"https://inside.example:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        var answer = await client.PostAsync(new Subscription("a", url, [], false, [new byte[24]]), "msg_1", "{}"u8.ToArray(), Token);

        Assert.Equal((null, "the address is loopback"), (answer.Status, answer.Outcome));
        Assert.False(listener.Pending());
    }

    /// <summary>Whatever form an inner IPv4 address takes inside an IPv6 one, it stays inside.</summary>
    [Fact]
    public void Fault_AnyInnerAddressInAnyForm_Refused() =>
        Gen.Select(Gen.Int[0, Inner.Length - 1], Gen.UInt)
            .Sample(
                (network, noise) =>
                {
                    var address = Within(IPNetwork.Parse(Inner[network]), noise);
                    var forms = new[] { $"::ffff:{address}", $"::{address}", $"64:ff9b::{address}", $"::ffff:0:{address}" }.Select(IPAddress.Parse).Prepend(address);
                    Assert.All(forms, form => Assert.NotNull(AddressPolicy.Fault(form, allowsLoopback: false)));
                },
                iter: 10_000);

    private static IPAddress Within(IPNetwork network, uint noise)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        var mask = network.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - network.PrefixLength);
        var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) | (noise & ~mask);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes);
    }

    private static GuardedConnector Of(IHostResolver resolver) => new(resolver, Options.Create(new FactDeliveryOptions()));

    private ValueTask<Stream> OpenAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        called.Add(target);
        return ValueTask.FromResult(Stream.Null);
    }
}
