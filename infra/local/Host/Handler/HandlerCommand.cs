using System.Diagnostics;
using System.Globalization;
using Router.FunctionsHost.Definitions;

namespace Router.FunctionsHost.Handler;

/// <summary>The command line and the environment the custom handler is started with.</summary>
internal sealed class HandlerCommand(HandlerDescription description, string appRoot, HostSettings settings, Func<string> hostAddress)
{
    public ProcessStartInfo At(int port, string workerId)
    {
        var directory = Path.GetFullPath(Path.Combine(appRoot, description.WorkingDirectory));
        var info = new ProcessStartInfo(Executable(directory))
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in description.Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in settings.Values)
        {
            info.Environment[name] = value;
        }

        info.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        info.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        info.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = workerId;
        info.Environment["FUNCTIONS_APP_ROOT_PATH"] = appRoot;

        // The real host's own variables reach the handler; this one would make it listen on the host's port.
        info.Environment["ASPNETCORE_URLS"] = hostAddress();
        return info;
    }

    private string Executable(string directory)
    {
        var path = Path.GetFullPath(Path.Combine(directory, description.ExecutablePath));
        return ((string[])[path, path + ".exe"]).FirstOrDefault(File.Exists)
            ?? throw new HostException($"The custom handler {path} does not exist. Build it first: dotnet build functions (or ./infra/run.sh, which builds everything), and give the folder it is built into as --app-root.");
    }
}
