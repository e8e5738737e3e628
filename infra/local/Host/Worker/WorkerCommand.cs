using System.Diagnostics;
using System.Globalization;
using Router.FunctionsHost.Definitions;

namespace Router.FunctionsHost.Worker;

/// <summary>The command line and the environment that a worker is started with.</summary>
internal sealed class WorkerCommand(WorkerDescription worker, string appRoot, HostSettings settings, Func<Uri> endpoint, Func<string> hostAddress)
{
    public string AppRoot => appRoot;

    public ProcessStartInfo For(string workerId)
    {
        if (!File.Exists(worker.WorkerPath))
        {
            throw new HostException($"The worker {worker.WorkerPath} does not exist: {HostException.HowToBuild}.");
        }

        var info = new ProcessStartInfo(worker.Executable, Arguments(workerId))
        {
            WorkingDirectory = appRoot,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(info.Environment);
        return info;
    }

    // The names before 4.30 of the host and those after it; the real host gives both.
    private IEnumerable<string> Arguments(string workerId)
    {
        var address = endpoint();
        var requestId = InvocationIds.New();
        var port = address.Port.ToString(CultureInfo.InvariantCulture);
        var largest = WorkerEndpoint.LargestMessage.ToString(CultureInfo.InvariantCulture);
        return
        [
            worker.WorkerPath,
            "--host", address.Host, "--port", port, "--workerId", workerId, "--requestId", requestId, "--grpcMaxMessageLength", largest,
            "--functions-uri", $"http://{address.Host}:{port}/", "--functions-worker-id", workerId, "--functions-request-id", requestId, "--functions-grpc-max-message-length", largest,
        ];
    }

    private void SetEnvironment(IDictionary<string, string?> environment)
    {
        // The host's own addresses are not the worker's to listen on; in Azure, too, the worker picks one of its own.
        foreach (var name in (string[])["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS"])
        {
            environment.Remove(name);
        }

        environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        environment["WEBSITE_HOSTNAME"] = new Uri(hostAddress()).Authority;
        foreach (var (name, value) in settings.Values)
        {
            environment[name] = value;
        }

        environment["AzureWebJobsScriptRoot"] = appRoot;
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = appRoot;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = appRoot;
    }
}
