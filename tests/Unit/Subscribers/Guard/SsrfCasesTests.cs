using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Router.Subscribers;
using Router.Subscribers.Guard;

namespace Router.Unit.Subscribers.Guard;

/// <summary>The checked-in cases of tests/Data/Ssrf, each with its answer: refused as written, refused for where it leads, or allowed.</summary>
public sealed class SsrfCasesTests
{
    private static readonly JsonArray All =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "Ssrf", "urls.json")))!.AsArray();

    public static TheoryData<string> Names => [.. All.Select(each => (string)each!["name"]!)];

    [Fact]
    public void Cases_AreManyAndEachAnswerIsAmongThem()
    {
        Assert.True(All.Count >= 90);
        Assert.Equal(["allowed", "refused", "refused-address"], All.Select(each => (string)each!["expect"]!).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Url_OfTheCases_AnsweredAsExpected(string name)
    {
        var found = All.Single(each => (string)each!["name"]! == name)!;
        var resolves = found["resolves"]?.AsArray().Select(address => IPAddress.Parse((string)address!)).ToList();

        Assert.Equal((string)found["expect"]!, await AnswerAsync((string)found["url"]!, resolves, (bool?)found["allowLoopback"] ?? false));
    }

    private static async Task<string> AnswerAsync(string url, List<IPAddress>? resolves, bool allowsLoopback)
    {
        if (SubscriberUrlPolicy.Fault(url, allowsLoopback) is not null)
        {
            return "refused";
        }

        // As SocketsHttpHandler hands it over.
        var host = new Uri(url).IdnHost;
        var connector = new GuardedConnector(new FakeResolver(resolves ?? []), Options.Create(new FactDeliveryOptions { AllowLoopback = allowsLoopback }));
        try
        {
            await connector.CheckedAsync(host, TestContext.Current.CancellationToken);
            return "allowed";
        }
        catch (Exception refused) when (refused is AddressRefusedException or SocketException)
        {
            return "refused-address";
        }
    }
}
