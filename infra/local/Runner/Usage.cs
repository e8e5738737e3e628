namespace Router.Runner;

internal static class Usage
{
    public const string Text = """
        ./infra/run.sh [command] [options]

        Runs Router on this machine: storage emulator, Service Bus broker, Functions host and the app, on 127.0.0.1 only.

          (no command)              start everything and keep running until Ctrl-C
          demo                      start on free ports with empty data, send each sample through the public endpoints,
                                    wait until each is settled, show where it landed, and stop
          send email FILE           send a mail (message/rfc822) to a running Router
          send form FORM FILE       send a form (application/x-www-form-urlencoded, or JSON if the file ends in .json)
          send webhook SOURCE FILE  sign a payload as the source does and send it (not monday)
          replay                    list the steps that have stopped: parked requests and dead letters; with --all,
                                    --queue NAME or --request ID run them again;
                                    in Azure, if AzureWebJobsStorage and ServiceBus are set in the environment
          read FILE …               show what becomes of saved mails, or with --form ID or --source ID of saved posts and
                                    webhooks: who wrote, the words, what was left out of them, the kind; nothing is started;
                                    --type MEDIA-TYPE, --header 'Name: value'
          sources test PATH …       show what a saved webhook payload becomes by the team file: --source ID, --like MAPPING,
                                    --header 'Name: value', --type MEDIA-TYPE
          team check FILE           say whether a team file can be used
          mailbox check             look at all that the support mailbox needs and name what is wrong;
                                    with --other ADDRESS also that this one is out of the app's reach
          secret NAME               print a value of the settings, for use in your own commands
          classify, evaluate, train …
                                    use, judge or train the triage model with the app alone, see train --help
          backtest …, corrections …
                                    judge past requests by another model; what persons decided, as rows to train on
          broker …                  run the Service Bus broker alone (TLS on 5671), see broker --help

          --port N                  the site (7071)
          --blob-port N, --queue-port N, --table-port N
                                    the storage emulator (10000, 10001, 10002)
          --broker-port N           AMQP (5672)
          --broker-http-port N      the broker's own page (5300)
          --graph-port N            the stand-in for the mailbox (5310)
          --mailbox DIR             a folder as support mailbox: new .eml files become mail, sent mail stands in DIR/sent
          --data DIR                where data and logs are kept (.router in the checkout)
          --app DIR                 another build of the app (the build beside this)
          --settings FILE           the settings, made or completed from the sample (local.settings.json)
          --samples DIR             demo: a folder with a manifest.json (tests/Samples)
          --json                    demo, send, replay, read: one JSON object per line on stdout
          --verbose                 show the log lines of everything that runs

        send, replay, corrections, backtest and mailbox look for the stack that runs with the same --settings, on whatever ports.
        Exit codes of every command: 0 done, 1 it did not go well, 2 the arguments, or what they name, can't be used.
        """;
}
