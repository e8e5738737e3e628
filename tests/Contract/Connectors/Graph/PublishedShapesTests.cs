using System.Net;
using System.Text;
using Router.Contract.Broker;
using Router.GraphStandIn;

namespace Router.Contract.Connectors.Graph;

/// <summary>The stand-in beside the types that Microsoft publishes for Graph. The cases are in <c>js/*.graph.mjs</c>.</summary>
public sealed class PublishedShapesTests(PublishedShapesTests.Run run) : IClassFixture<PublishedShapesTests.Run>
{
    private const string Files = "*.graph.mjs";

    public static TheoryData<string, string> Cases => OfficialClientSuite.CasesOf("js", Files);

    [Theory]
    [MemberData(nameof(Cases))]
    public void StandIn_FitsThePublishedTypes(string file, string name) => run.Suite.ExpectPassed(file, name);

    [Fact]
    public void StandIn_AllCasesRan() => run.Suite.ExpectRan(5);

    public sealed class Run : IAsyncLifetime
    {
        private const string Key = "key-of-the-shapes";

        public OfficialClientSuite Suite { get; } = new("js");

        public async ValueTask InitializeAsync()
        {
            if (!Directory.Exists(Path.Combine(Suite.Folder, "node_modules", "typescript")))
            {
                Suite.Missing = "Run: npm ci --prefix tests/Contract/js";
                return;
            }

            await using var graph = await GraphServer.StartAsync(new GraphServerOptions(0, Key, "support@own.example"));
            await using var arrivals = await ArrivalsAsync(graph);
            foreach (var file in Suite.Files(Files))
            {
                await Suite.RunAsync(file, "node", ["--test", "--test-reporter=tap", file], new Dictionary<string, string>
                {
                    ["ROUTER_CONTRACT_GRAPH_URL"] = graph.Url,
                    ["ROUTER_CONTRACT_GRAPH_KEY"] = Key,
                    ["ROUTER_CONTRACT_GRAPH_ARRIVALS"] = arrivals.Urls.Single(),
                });
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        // Graph has no call that makes mail arrive.
        private static async Task<WebApplication> ArrivalsAsync(GraphServer graph)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var arrivals = builder.Build();
            arrivals.MapPost("/", () => graph.Mails.Add(Encoding.UTF8.GetBytes("From: kim@customer.example\r\nMessage-ID: <arrival@customer.example>\r\nSubject: Arrival\r\n\r\nText\r\n")).ImmutableId);
            await arrivals.StartAsync();
            return arrivals;
        }
    }
}
