using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Operations;
using Router.Storage;

namespace Router.Mailbox.Checks;

/// <summary>The command <c>mailbox check</c>.</summary>
internal static class MailboxCommand
{
    public const int NotWell = 1;
    public const int WrongArguments = 2;

    private const string Usage = "mailbox check [--other ADDRESS]   looks at all that the support mailbox needs; ADDRESS must be out of the app's reach";

    public static async Task<int> RunAsync(IReadOnlyList<string> words, Action<IHostApplicationBuilder> addConnectors, TextWriter output, TextWriter error)
    {
        var other = words is ["check", "--other", var address] ? address : null;
        if (words is not ["check"] && other is null)
        {
            await error.WriteLineAsync(Usage);
            return WrongArguments;
        }

        await using var app = Build(addConnectors);
        var options = app.Services.GetRequiredService<IOptions<MailboxOptions>>();
        if (!options.Value.IsUsed)
        {
            await error.WriteLineAsync("No mailbox is configured: set Mailbox__Address and Mailbox__ClientState.");
            return NotWell;
        }

        return await RunAsync(app.Services, options.Value, other, output);
    }

    private static async Task<int> RunAsync(IServiceProvider services, MailboxOptions options, string? other, TextWriter output)
    {
        using var http = new HttpClient();
        var time = services.GetRequiredService<TimeProvider>();
        var check = new MailboxCheck(
            services.GetRequiredService<IMailbox>(),
            services.GetRequiredService<IMailboxConnection>(),
            services.GetRequiredService<MailboxStore>(),
            services.GetRequiredService<MailSubscriptionKeeper>(),
            Options.Create(options),
            services.GetRequiredService<IConfiguration>()["Email:AuthenticationHost"] ?? "",
            http,
            time);
        var isWell = true;
        await foreach (var line in check.RunAsync(other))
        {
            isWell &= line.Verdict != CheckVerdict.Wrong;
            await output.WriteLineAsync(line.ToText());
        }

        return isWell ? 0 : NotWell;
    }

    private static WebApplication Build(Action<IHostApplicationBuilder> addConnectors)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddMessaging();
        builder.AddStorage();
        builder.AddMailbox();
        addConnectors(builder);
        builder.AddOperations();
        // Standard output is for the answer alone.
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
