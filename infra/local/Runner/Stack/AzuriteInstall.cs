using System.Diagnostics;

namespace Router.Runner.Stack;

/// <summary>Installs the pinned Azurite once, and again when its lock file has changed.</summary>
internal static class AzuriteInstall
{
    public static async Task EnsureAsync(string folder, Progress progress, CancellationToken cancellation)
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"), cancellation);
        var stamp = Path.Combine(folder, "node_modules", ".router-lock");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellation) == wanted)
        {
            return;
        }

        progress.Say("Installing the storage emulator from npm (once; about half a minute)");
        var command = new ProcessStartInfo("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var npm = await FunctionsHost.Children.DependentProcess.StartAsync(command);
        try
        {
            var output = Task.WhenAll(npm.StandardOutput.ReadToEndAsync(cancellation), npm.StandardError.ReadToEndAsync(cancellation));
            await npm.WaitForExitAsync(cancellation);
            if (npm.ExitCode != 0)
            {
                throw new RunnerException($"npm ci in infra/local/azurite failed:{Environment.NewLine}{string.Concat(await output)}");
            }
        }
        finally
        {
            npm.Kill(entireProcessTree: true);
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellation);
    }
}
