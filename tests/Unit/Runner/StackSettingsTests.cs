using Router.FunctionsHost.Definitions;
using Router.Runner;
using Router.Runner.Settings;

namespace Router.Unit.Runner;

public sealed class StackSettingsTests
{
    private static readonly Ports OtherPorts = new() { Site = 1, Blob = 2, Queue = 3, Table = 4, Broker = 5 };

    [Fact]
    public void Overrides_EverythingHere_PortsInEachAddress()
    {
        var settings = Settings("UseDevelopmentStorage=true", "Endpoint=sb://127.0.0.1;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true");

        var overrides = settings.Overrides();

        Assert.Equal("http://127.0.0.1:1", overrides["Site__Url"]);
        Assert.Contains("BlobEndpoint=http://127.0.0.1:2/devstoreaccount1;QueueEndpoint=http://127.0.0.1:3/devstoreaccount1;TableEndpoint=http://127.0.0.1:4/", overrides["AzureWebJobsStorage"], StringComparison.Ordinal);
        Assert.Equal("Endpoint=sb://127.0.0.1:5;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true", overrides["ServiceBus"]);
    }

    [Fact]
    public void Overrides_ServicesInAzure_LeftAlone()
    {
        var settings = Settings("DefaultEndpointsProtocol=https;AccountName=mine", "Endpoint=sb://ns.servicebus.windows.net;SharedAccessKeyName=n;SharedAccessKey=k");

        Assert.False(settings.WantsAzurite);
        Assert.False(settings.WantsBroker);
        Assert.Equal(["Site__Url"], settings.Overrides().Keys);
    }

    private static StackSettings Settings(string storage, string bus) =>
        new(new HostSettings(new Dictionary<string, string> { ["AzureWebJobsStorage"] = storage, ["ServiceBus"] = bus }), OtherPorts);
}
