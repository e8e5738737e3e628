using Router.FunctionsHost;
using Router.FunctionsHost.Queues.Amqp;

namespace Router.Unit.Host;

public sealed class ServiceBusConnectionStringTests
{
    [Theory]
    [InlineData("Endpoint=sb://127.0.0.1;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true", "amqp://127.0.0.1:5672")]
    [InlineData("Endpoint=sb://127.0.0.1:9000;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true;", "amqp://127.0.0.1:9000")]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=k=", "amqps://ns.servicebus.windows.net:5671")]
    public void Parse_ConnectionString_AddressAndKey(string text, string address)
    {
        var target = ServiceBusConnectionString.Parse(text);

        Assert.Equal((address, "n", "k="), (target.Address, target.KeyName, target.Key));
        Assert.DoesNotContain("k=", target.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "Endpoint")]
    [InlineData("Endpoint=sb://x;SharedAccessKeyName=n", "SharedAccessKey")]
    public void Parse_PartMissing_Named(string text, string part) =>
        Assert.Contains(part, Assert.Throws<HostException>(() => ServiceBusConnectionString.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_Signature_OverEscapedAudienceAndExpiry() => Assert.Equal(
        "SharedAccessSignature sr=amqp%3A%2F%2Fns%2Fq&sig=MjUvoLWgMUYWElQsam13dyf8gX%2FBwWUhag7wMr1%2BVLE%3D&se=1700000000&skn=n",
        SharedAccessSignature.Create("amqp://ns/q", "n", "key", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
}
