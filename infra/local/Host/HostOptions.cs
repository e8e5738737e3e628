using System.Globalization;
using Router.FunctionsHost.Worker;

namespace Router.FunctionsHost;

/// <summary>The command line of <c>router-host</c>.</summary>
internal sealed record HostOptions
{
    public const string Usage = """
        router-host --app-root DIR --settings FILE [options]

        Runs an Azure Functions app with an isolated .NET worker on this machine, by the same host.json and worker.config.json as Azure.

          --app-root DIR          the folder that the app was built into, with host.json and worker.config.json
          --settings FILE         local.settings.json; an environment variable of the same name overrules a value
          --port N                HTTP port on 127.0.0.1 (7071; 0 picks a free one)
          --state DIR             where timers keep when they last ran (.router/host beside the settings file)
          --schedule NAME=CRON    another schedule for a timer function; may be given for several
          --frames FILE           write every message to and from the worker there, one line of JSON each
          --max-restarts N        crashes survived within the window; one more ends the host (2, as in Azure)
          --restart-window TIME   the window (00:30:00, as in Azure)
          --verbose               log each call
        """;

    public required string AppRoot { get; init; }

    public required string SettingsFile { get; init; }

    public required string StateDirectory { get; init; }

    public int Port { get; init; } = 7071;

    public int MaxRestarts { get; init; } = RestartPolicy.DefaultMaxRestarts;

    public TimeSpan RestartWindow { get; init; } = RestartPolicy.DefaultWindow;

    public bool Verbose { get; init; }

    /// <summary>By the name of the timer function.</summary>
    public IReadOnlyDictionary<string, string> Schedules { get; init; } = new Dictionary<string, string>();

    public string? FramesFile { get; init; }

    /// <summary>How long calls in flight may take once the host stops: ten seconds, as in Azure.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(10);

    public static HostOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>();
        var schedules = new Dictionary<string, string>();
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index];
            if (name == "--schedule" && index + 1 < arguments.Count && arguments[index + 1].Split('=', 2) is [{ Length: > 0 } function, var cron])
            {
                schedules[function] = cron;
                index++;
                continue;
            }

            given[name] = name switch
            {
                "--verbose" => "true",
                "--app-root" or "--settings" or "--port" or "--state" or "--max-restarts" or "--restart-window" or "--frames" when index + 1 < arguments.Count => arguments[++index],
                _ => throw new HostException($"Unknown or incomplete option '{name}'.\n\n{Usage}"),
            };
        }

        var settings = Path.GetFullPath(Required("--settings"));
        return new HostOptions
        {
            AppRoot = Path.GetFullPath(Required("--app-root")),
            SettingsFile = settings,
            StateDirectory = Path.GetFullPath(given.GetValueOrDefault("--state") ?? Path.Combine(Path.GetDirectoryName(settings)!, ".router", "host")),
            Port = Number("--port", 7071, ushort.MaxValue),
            MaxRestarts = Number("--max-restarts", RestartPolicy.DefaultMaxRestarts, int.MaxValue),
            RestartWindow = Window(),
            Schedules = schedules,
            FramesFile = given.GetValueOrDefault("--frames"),
            Verbose = given.ContainsKey("--verbose"),
        };

        string Required(string name) => given.GetValueOrDefault(name) ?? throw new HostException($"{name} is missing.\n\n{Usage}");

        int Number(string name, int unset, int largest) =>
            !given.TryGetValue(name, out var text) ? unset
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= largest ? number
            : throw new HostException($"{name} '{text}' is not a number from 0 to {largest}.");

        TimeSpan Window() =>
            !given.TryGetValue("--restart-window", out var text) ? RestartPolicy.DefaultWindow
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var window) ? window
            : throw new HostException($"--restart-window '{text}' is not a time span such as 00:30:00.");
    }
}
