using System.Text.Json;

namespace Router.FunctionsHost.Definitions;

/// <summary>How the app's worker is started: <c>worker.config.json</c>, which the Functions Sdk writes into the app's folder.</summary>
internal sealed record WorkerDescription(string Executable, string WorkerPath)
{
    public const string FileName = "worker.config.json";

    public static WorkerDescription Read(string appRoot)
    {
        var path = Path.Combine(appRoot, FileName);
        if (!File.Exists(path))
        {
            throw new HostException($"{path} does not exist: {HostException.HowToBuild}.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var description = document.RootElement.GetProperty("description");
            if (description.GetProperty("language").GetString() is not "dotnet-isolated" and var language)
            {
                throw new HostException($"{path} describes a worker for '{language}'; this host runs dotnet-isolated.");
            }

            // {WorkerRoot} stands for the app's folder, for workers that bring their own runtime.
            var root = appRoot + Path.DirectorySeparatorChar;
            var executable = description.GetProperty("defaultExecutablePath").GetString()!.Replace("{WorkerRoot}", root, StringComparison.Ordinal);
            return new WorkerDescription(executable, Path.Combine(appRoot, description.GetProperty("defaultWorkerPath").GetString()!));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HostException($"{path} does not describe a worker: {e.Message}", e);
        }
    }
}
