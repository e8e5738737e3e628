using Azure.Core;
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

    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, TextWriter error)
    {
        var other = words is ["check", "--other", var address] ? address : null;
        if (words is not ["check"] && other is null)
        {
            await error.WriteLineAsync(Usage);
            return WrongArguments;
        }

        await using var app = Build();
        var options = app.Services.GetRequiredService<IOptions<MailboxOptions>>();
        if (!options.Value.IsUsed)
        {
            await error.WriteLineAsync("No mailbox is configured: set Mailbox__Address and Mailbox__ClientState (README, Support mailbox).");
            return NotWell;
        }

        return await RunAsync(app.Services, options.Value, other, output);
    }

    private static async Task<int> RunAsync(IServiceProvider services, MailboxOptions options, string? other, TextWriter output)
    {
        using var http = new HttpClient();
        var time = services.GetRequiredService<TimeProvider>();
        TokenCredential Credential() => services.GetRequiredService<TokenCredential>();
        IMailbox MailboxOf(string address)
        {
            var changed = new MailboxOptions { Address = address, Folder = options.Folder, GraphUrl = options.GraphUrl, AccessKey = options.AccessKey };
            return new GraphMailbox(GraphAccess.ToClient(changed, Credential, time), services.GetRequiredService<GraphCalls>(), Options.Create(changed));
        }

        var check = new MailboxCheck(
            services.GetRequiredService<IMailbox>(),
            services.GetRequiredService<MailboxStore>(),
            services.GetRequiredService<MailSubscriptionKeeper>(),
            Options.Create(options),
            Credential,
            MailboxOf,
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

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddMessaging();
        builder.AddStorage();
        builder.AddMailbox();
        builder.AddOperations();
        // Standard output is for the answer alone.
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
