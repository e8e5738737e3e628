namespace Router.Contract.Broker;

/// <summary>Azure's own Python client, over TLS, which is all it knows. Its cases are in <c>python/*.py</c>.</summary>
public sealed class PythonClientTests(PythonClientTests.Run run) : IClassFixture<PythonClientTests.Run>
{
    private const string Files = "*.py";

    public static TheoryData<string, string> Cases => OfficialClientSuite.CasesOf("python", Files);

    [Theory]
    [MemberData(nameof(Cases))]
    public void OfficialClient_Passes(string file, string name) => run.Suite.ExpectPassed(file, name);

    [Fact]
    public void OfficialClient_RunsFortyCasesOrMore() => run.Suite.ExpectRan(40);

    /// <summary>All files at once, each on a broker of its own: the client spends its time waiting.</summary>
    public sealed class Run : IAsyncLifetime
    {
        // Debian's packages belong to Debian's Python, whichever other one comes first.
        private const string Python = "/usr/bin/python3";

        public OfficialClientSuite Suite { get; } = new("python");

        public async ValueTask InitializeAsync()
        {
            if (!Directory.Exists("/usr/lib/python3/dist-packages/azure/servicebus"))
            {
                Suite.Missing = "Run: apt-get install python3-azure";
                return;
            }

            await Task.WhenAll(Suite.Files(Files).Select(RunAsync));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task RunAsync(string file)
        {
            await using var broker = await Router.Broker.BrokerServer.StartAsync(OfficialClientQueues.Options);
            await Suite.RunAsync(file, Python, ["-B", "run.py", Path.GetFileNameWithoutExtension(file)], new Dictionary<string, string>
            {
                ["ROUTER_CONTRACT_CONNECTION_STRING"] = $"Endpoint=sb://localhost/;{OfficialClientQueues.KeyText}",
                ["ROUTER_CONTRACT_TLS_PORT"] = $"{broker.TlsPort}",
                ["ROUTER_CONTRACT_CA"] = broker.AuthorityFile!,
                ["ROUTER_CONTRACT_HTTP"] = $"http://127.0.0.1:{broker.HttpPort}",
                ["ROUTER_CONTRACT_JWT_ISSUER"] = OfficialClientQueues.JwtIssuer,
            });
        }
    }
}
