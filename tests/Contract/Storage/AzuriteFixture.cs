using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Router.Contract.Storage;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Router.Contract.Storage;

/// <summary>One Azurite for the run: on ports that the system chose, with a folder that goes with it.</summary>
public sealed partial class AzuriteFixture : IAsyncLifetime
{
    private const string AccountName = "devstoreaccount1";

    // Azurite's published development key, no secret.
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-azurite-");
    private Process? process;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var script = Path.Combine(FolderOfAzurite(), "node_modules", "azurite", "dist", "src", "azurite.js");
        Assert.SkipUnless(File.Exists(script), "Azurite is not installed: run `npm ci` in infra/local/azurite.");
        process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                script, "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
                "--location", folder.FullName, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var ports = await ReadPortsAsync(process.StandardOutput).WaitAsync(StartDeadline);
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};"
            + $"BlobEndpoint=http://127.0.0.1:{ports["Blob"]}/{AccountName};TableEndpoint=http://127.0.0.1:{ports["Table"]}/{AccountName};";
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static string FolderOfAzurite() => typeof(AzuriteFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "AzuriteFolder").Value!;

    private static async Task<Dictionary<string, int>> ReadPortsAsync(StreamReader output)
    {
        var ports = new Dictionary<string, int>();
        while (ports.Count < 3)
        {
            var line = await output.ReadLineAsync() ?? throw new InvalidOperationException("Azurite ended before it listened.");
            if (Listening().Match(line) is { Success: true } listening)
            {
                ports[listening.Groups[1].Value] = int.Parse(listening.Groups[2].Value, CultureInfo.InvariantCulture);
            }
        }

        // What it says later must not fill the pipe.
        _ = output.ReadToEndAsync();
        return ports;
    }

    [GeneratedRegex("Azurite (Blob|Queue|Table) service is successfully listening at http://127\\.0\\.0\\.1:([0-9]+)")]
    private static partial Regex Listening();
}
