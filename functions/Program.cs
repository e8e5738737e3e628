using Microsoft.Extensions.Options;
using Router;
using Router.Connectors;
using Router.Intake.Webhooks.Preview;
using Router.Mailbox.Checks;
using Router.Messaging.DeadLetters;
using Router.Teams;
using Router.Triage.Model;
using Router.Triage.Training;

// The host never starts a worker again that ends with 0; 200 tells it that a new start is wanted.
const int StartAgain = 200;
const int WrongSettings = 78;

if (await ModelCommands.RunAsync(args, Console.Out, Console.Error) is { } exitCode)
{
    return exitCode;
}

try
{
    if (args is ["replay", .. var words])
    {
        return await ReplayCommand.RunAsync(words, Console.Out, Console.Error);
    }

    if (args is ["sources", .. var asked])
    {
        return await SourcesCommand.RunAsync(asked, ShippedConnectors.Schemes, Environment.GetEnvironmentVariable("Team__Path"), Console.Out, Console.Error);
    }

    if (args is ["mailbox", .. var checkWords])
    {
        return await MailboxCommand.RunAsync(checkWords, ShippedConnectors.AddConnectors, Console.Out, Console.Error);
    }

    await RouterBuilder.Create(args).Build().RunAsync();
    return StartAgain;
}
catch (Exception wrong) when (wrong is OptionsValidationException or TeamFileException or ModelFileException)
{
    Console.Error.WriteLine($"Router can't start. {wrong.Message}");
    return WrongSettings;
}
