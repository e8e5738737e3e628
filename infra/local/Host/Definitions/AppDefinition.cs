namespace Router.FunctionsHost.Definitions;

/// <summary>Everything read from the app root and the settings, checked together.</summary>
internal sealed record AppDefinition(HostConfiguration Configuration, HostSettings Settings, IReadOnlyList<FunctionDefinition> Functions)
{
    public static AppDefinition Read(string appRoot, HostSettings settings)
    {
        var file = Path.Combine(appRoot, "host.json");
        if (!File.Exists(file))
        {
            throw new HostException($"{file} does not exist. Build the app first: dotnet build functions (or ./infra/run.sh), and give the folder it is built into as --app-root.");
        }

        var configuration = HostJsonReader.Read(File.ReadAllText(file));
        var functions = FunctionDiscovery.Find(appRoot, new FunctionReader(settings));
        if (settings["FUNCTIONS_WORKER_RUNTIME"] != "custom")
        {
            throw new HostException("The setting FUNCTIONS_WORKER_RUNTIME must be 'custom', or Azure does not start the handler.");
        }

        if (!configuration.HasExtensionBundle && functions.Any(function => function is FunctionDefinition.Queue))
        {
            throw new HostException("host.json needs an extensionBundle: without it Azure knows no Service Bus trigger.");
        }

        return new AppDefinition(configuration, settings, functions);
    }
}
