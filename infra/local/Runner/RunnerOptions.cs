using System.Globalization;

namespace Router.Runner;

/// <summary>The command line: a command with its own words, and options anywhere between them.</summary>
internal sealed record RunnerOptions
{
    public required string Command { get; init; }

    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Those of a stack that is started with these options.</summary>
    public Ports Ports { get; init; } = new();

    public IReadOnlyList<(string Option, int Port)> GivenPorts { get; init; } = [];

    public string? DataDirectory { get; init; }

    /// <summary>The built app; by default the build beside the runner.</summary>
    public string? AppRoot { get; init; }

    /// <summary>By default local.settings.json of the checkout.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>The demo's samples; by default those of the tests.</summary>
    public string? Samples { get; init; }

    public bool Json { get; init; }

    /// <summary>Which stopped steps to replay, in the words of the app's own command.</summary>
    public IReadOnlyList<string> Replayed { get; init; } = [];

    /// <summary>What the files to read are, in the words of the app's own command.</summary>
    public IReadOnlyList<string> Read { get; init; } = [];

    /// <summary>A mailbox that must be out of reach; null where none is asked for.</summary>
    public string? Other { get; init; }

    /// <summary>A folder of .eml files to stand in for the support mailbox; null for none.</summary>
    public string? Mailbox { get; init; }

    public bool Verbose { get; init; }

    public static RunnerOptions Parse(IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        var options = new RunnerOptions { Command = "" };
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (words.Count == 0 && IsOfAnotherProgram(argument))
            {
                // These hand everything after their name on to another program.
                return options with { Command = argument, Words = [.. arguments.Skip(index + 1)] };
            }

            if (!argument.StartsWith('-'))
            {
                words.Add(argument);
                continue;
            }

            options = argument switch
            {
                "--help" or "-h" => options with { Command = "help" },
                "--json" => options with { Json = true },
                "--all" => options with { Replayed = [.. options.Replayed, argument] },
                "--verbose" => options with { Verbose = true },
                _ when index + 1 < arguments.Count => options.With(argument, arguments[++index]),
                _ => throw RunnerException.OfUsage($"{argument} is no option, or lacks its value. See ./infra/run.sh --help."),
            };
        }

        options = options with { Command = options.Command == "help" ? "help" : words.FirstOrDefault() ?? "up", Words = [.. words.Skip(1)] };
        options.DemandThatAllIsOfUse();
        return options;
    }

    private static bool IsOfAnotherProgram(string command) => command is "classify" or "evaluate" or "train" or "backtest" or "corrections" or "sources" or "team" or "broker";

    // What has no effect was meant for something.
    private void DemandThatAllIsOfUse()
    {
        var useless = this switch
        {
            { Command: "up" or "demo" or "replay", Words: [var word, ..] } => word,
            { Command: not ("replay" or "help"), Replayed: [var option, ..] } => option,
            { Command: not ("read" or "help"), Read: [var option, ..] } => option,
            { Command: not ("mailbox" or "help"), Other: not null } => "--other",
            { Command: "demo", GivenPorts: [var (option, _), ..] } => option,
            { Command: "demo", Mailbox: not null } => "--mailbox",
            _ => null,
        };
        if (useless is not null)
        {
            throw RunnerException.OfUsage($"{(Command == "up" ? "The start" : Command)} takes no '{useless}'. See ./infra/run.sh --help.");
        }
    }

    private RunnerOptions With(string option, string value) => option switch
    {
        _ when Ports.Has(option) => WithPort(option, Port(option, value)),
        "--other" => this with { Other = value },
        "--mailbox" => this with { Mailbox = Path.GetFullPath(value) },
        "--data" => this with { DataDirectory = Path.GetFullPath(value) },
        "--app" => this with { AppRoot = Path.GetFullPath(value) },
        "--settings" => this with { SettingsFile = Path.GetFullPath(value) },
        "--queue" or "--request" => this with { Replayed = [.. Replayed, option, value] },
        "--form" or "--source" or "--type" or "--header" => this with { Read = [.. Read, option, value] },
        "--samples" => this with { Samples = Path.GetFullPath(value) },
        _ => throw RunnerException.OfUsage($"There is no option {option}. See ./infra/run.sh --help."),
    };

    private RunnerOptions WithPort(string option, int port) => this with { Ports = Ports.With(option, port), GivenPorts = [.. GivenPorts, (option, port)] };

    private static int Port(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw RunnerException.OfUsage($"{option} is a number from 1 to 65535, not '{value}'.");
}
