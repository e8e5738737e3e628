namespace Router.FunctionsHost.Definitions;

/// <summary>Everything read from the app root and the settings before the worker runs.</summary>
internal sealed record AppDefinition(HostConfiguration Configuration, HostSettings Settings, WorkerDescription Worker)
{
    public static AppDefinition Read(string appRoot, HostSettings settings)
    {
        var file = Path.Combine(appRoot, "host.json");
        if (!File.Exists(file))
        {
            throw new HostException($"{file} does not exist: {HostException.HowToBuild}.");
        }

        if (settings["FUNCTIONS_WORKER_RUNTIME"] != "dotnet-isolated")
        {
            throw new HostException("The setting FUNCTIONS_WORKER_RUNTIME must be 'dotnet-isolated', or Azure does not start the worker.");
        }

        return new AppDefinition(HostJsonReader.Read(File.ReadAllText(file)), settings, WorkerDescription.Read(appRoot));
    }
}
