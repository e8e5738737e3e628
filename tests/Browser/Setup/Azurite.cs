using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Router.Browser.Setup;

/// <summary>The storage emulator in memory, on ports of its own choice.</summary>
internal sealed partial class Azurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    // The emulator's published key; every installation has the same.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private Azurite(Process process, string blobs, string tables)
    {
        this.process = process;
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={blobs}/{Account};TableEndpoint={tables}/{Account}";
    }

    public string ConnectionString { get; }

    public static async Task<Azurite> StartAsync()
    {
        var script = Repository.File(
            "infra/local/azurite/node_modules/azurite/dist/src/azurite.js", "run npm ci in infra/local/azurite");
        var process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { script, "--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0" },
            RedirectStandardOutput = true,
        })!;
        try
        {
            var (blobs, tables) = await ReadAddressesAsync(process.StandardOutput).WaitAsync(StartDeadline);
            return new Azurite(process, blobs, tables);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<(string Blobs, string Tables)> ReadAddressesAsync(StreamReader output)
    {
        string? blobs = null;
        string? tables = null;
        while (blobs is null || tables is null)
        {
            var line = await output.ReadLineAsync() ?? throw new InvalidOperationException("Azurite ended before it listened.");
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = match.Groups["service"].Value switch
                {
                    "Blob" => blobs = match.Groups["address"].Value,
                    "Table" => tables = match.Groups["address"].Value,
                    _ => null,
                };
            }
        }

        return (blobs, tables);
    }

    [GeneratedRegex(@"Azurite (?<service>Blob|Queue|Table) service .*?(?<address>http://127\.0\.0\.1:[1-9]\d*)")]
    private static partial Regex Listening();
}
