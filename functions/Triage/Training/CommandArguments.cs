using System.Globalization;

namespace Router.Triage.Training;

/// <summary>What was wrong with a command's arguments.</summary>
internal sealed class CommandException(string message) : Exception(message);

/// <summary>The options of a command, each a name and a value.</summary>
internal sealed class CommandArguments
{
    private readonly Dictionary<string, string> values = [];

    public CommandArguments(ReadOnlySpan<string> arguments, params ReadOnlySpan<string> known)
    {
        for (var index = 0; index < arguments.Length; index += 2)
        {
            if (!known.Contains(arguments[index]))
                throw new CommandException($"{arguments[index]} is not an option here; there are {string.Join(", ", known!)}.");
            if (index + 1 == arguments.Length || !values.TryAdd(arguments[index], arguments[index + 1]))
                throw new CommandException($"{arguments[index]} needs one value.");
        }
    }

    public string? this[string name] => values.GetValueOrDefault(name);

    public string Required(string name) => this[name] ?? throw new CommandException($"{name} is missing.");

    public double Number(string name, double otherwise, double least, double most) =>
        this[name] is not { } text ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {least} to {most}."));
}
