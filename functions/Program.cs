using Microsoft.Extensions.Options;
using Router;
using Router.Connectors;
using Router.Intake.Webhooks.Preview;
using Router.Mailbox.Checks;
using Router.Messaging.DeadLetters;
using Router.Reading;
using Router.Teams;
using Router.Triage.Model;
using Router.Triage.Training;

// The host never starts a worker again that ends with 0; 200 tells it that a new start is wanted.
const int StartAgain = 200;
const int WrongSettings = 78;
const int WrongUsage = 2;

try
{
    if (await CommandAsync() is { } exitCode)
    {
        return exitCode;
    }

    await RouterBuilder.Create(args).Build().RunAsync();
    return StartAgain;
}
catch (Exception wrong) when (wrong is OptionsValidationException or TeamFileException or ModelFileException)
{
    var isCommand = args is [var command, ..] && IsCommand(command);
    Console.Error.WriteLine(isCommand ? $"{args[0]}: settings-invalid: {wrong.Message}" : $"Router can't start. {wrong.Message}");
    return isCommand ? WrongUsage : WrongSettings;
}

static bool IsCommand(string word) => word is "read" or "replay" or "sources" or "team" or "mailbox" or "train" or "classify" or "evaluate" or "corrections" or "backtest";

async Task<int?> CommandAsync() => args switch
{
    ["read", .. var words] => await ReadAsync(words),
    ["replay", .. var words] => await ReplayCommand.RunAsync(words, Console.Out, Console.Error),
    ["sources", .. var words] => await SourcesCommand.RunAsync(words, ShippedConnectors.Schemes, Environment.GetEnvironmentVariable("Team__Path"), Console.Out, Console.Error),
    ["team", .. var words] => await TeamCommand.RunAsync(words, ShippedConnectors.Schemes.Names, Console.Out, Console.Error),
    ["mailbox", .. var words] => await MailboxCommand.RunAsync(words, ShippedConnectors.AddConnectors, Console.Out, Console.Error),
    _ => await ModelCommands.RunAsync(args, Console.Out, Console.Error),
};

async Task<int> ReadAsync(string[] words)
{
    await using var output = ReadCommand.Utf8Output();
    return await ReadCommand.RunAsync(words, ShippedConnectors.Schemes, new ConfigurationBuilder().AddEnvironmentVariables().Build(), output, Console.Error, CancellationToken.None);
}
