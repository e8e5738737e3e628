namespace Router.Kit;

/// <summary>A storage emulator of its own in a folder of its own.</summary>
internal sealed class Azurite : IDisposable
{
    private const string WellKnownAccount = "devstoreaccount1";

    // Azurite's published development key; no secret.
    private const string WellKnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private readonly ChildProcess process;
    private readonly DirectoryInfo folder;

    private Azurite(ChildProcess process, DirectoryInfo folder, int blobPort, int tablePort)
    {
        this.process = process;
        this.folder = folder;
        BlobPort = blobPort;
        TablePort = tablePort;
    }

    public int BlobPort { get; }

    public int TablePort { get; }

    public string ConnectionString => ConnectionStringFor(BlobPort, TablePort);

    public static string ConnectionStringFor(int blobPort, int tablePort) =>
        $"DefaultEndpointsProtocol=http;AccountName={WellKnownAccount};AccountKey={WellKnownKey};"
        + $"BlobEndpoint=http://127.0.0.1:{blobPort}/{WellKnownAccount};TableEndpoint=http://127.0.0.1:{tablePort}/{WellKnownAccount};";

    public static async Task<Azurite> StartAsync()
    {
        var script = Checkout.FileOf("infra", "local", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(script))
        {
            throw new InvalidOperationException("Azurite is not installed: run npm ci --prefix infra/local/azurite (infra/test.sh does).");
        }

        var folder = Directory.CreateTempSubdirectory("router-azurite-");
        var process = ChildProcess.Start("Azurite", "node",
        [
            script, "--location", folder.FullName, "--disableTelemetry", "--skipApiVersionCheck",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        ]);
        return new Azurite(process, folder, await PortOfAsync(process, "Blob"), await PortOfAsync(process, "Table"));
    }

    private static async Task<int> PortOfAsync(ChildProcess process, string service)
    {
        var announcement = $"{service} service is successfully listening at";
        var line = await process.WaitForOutputAsync(announcement, TimeSpan.FromSeconds(60));
        return new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()).Port;
    }

    public void Dispose()
    {
        process.Dispose();
        folder.Delete(recursive: true);
    }
}
