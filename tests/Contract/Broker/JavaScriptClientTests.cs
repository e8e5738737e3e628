namespace Router.Contract.Broker;

/// <summary>Azure's own JavaScript client, which knows nothing of this code. Its cases are in <c>js/*.test.mjs</c>.</summary>
public sealed class JavaScriptClientTests(JavaScriptClientTests.Run run) : IClassFixture<JavaScriptClientTests.Run>
{
    private const string Files = "*.test.mjs";

    public static TheoryData<string, string> Cases => OfficialClientSuite.CasesOf("js", Files);

    [Theory]
    [MemberData(nameof(Cases))]
    public void OfficialClient_Passes(string file, string name) => run.Suite.ExpectPassed(file, name);

    [Fact]
    public void OfficialClient_RunsFortyCasesOrMore() => run.Suite.ExpectRan(40);

    /// <summary>One file after the other, each on a broker of its own: some of them load the machine.</summary>
    public sealed class Run : IAsyncLifetime
    {
        public OfficialClientSuite Suite { get; } = new("js");

        public async ValueTask InitializeAsync()
        {
            if (!Directory.Exists(Path.Combine(Suite.Folder, "node_modules")))
            {
                Suite.Missing = "Run: npm ci --prefix tests/Contract/js";
                return;
            }

            foreach (var file in Suite.Files(Files))
            {
                await using var broker = await Router.Broker.BrokerServer.StartAsync(OfficialClientQueues.Options);
                await Suite.RunAsync(file, "node", ["--test", "--test-reporter=tap", file], new Dictionary<string, string>
                {
                    ["ROUTER_CONTRACT_CONNECTION_STRING"] = $"Endpoint=sb://localhost:{broker.Port};{OfficialClientQueues.KeyText};UseDevelopmentEmulator=true",
                    ["ROUTER_CONTRACT_HTTP"] = $"http://127.0.0.1:{broker.HttpPort}",
                });
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
