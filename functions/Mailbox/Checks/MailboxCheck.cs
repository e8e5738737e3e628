using System.Text;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Storage;

namespace Router.Mailbox.Checks;

/// <summary>Looks at everything that the mailbox needs, one thing after the other, and says what to do about what is wrong. Leaves nothing behind.</summary>
internal sealed class MailboxCheck(
    IMailbox mailbox,
    IMailboxConnection connection,
    MailboxStore store,
    MailSubscriptionKeeper keeper,
    IOptions<MailboxOptions> options,
    string authenticationHost,
    HttpClient http,
    TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    /// <param name="other">An address that must be out of our reach; null where none is asked for.</param>
    public async IAsyncEnumerable<CheckLine> RunAsync(string? other)
    {
        yield return new(CheckVerdict.Fine, "settings", $"{options.Value.Address}, folder {options.Value.Folder}, {connection.Name}");
        yield return authenticationHost.Length > 0
            ? new(CheckVerdict.Fine, "sender check", $"what {authenticationHost} writes into Authentication-Results is believed")
            : new(CheckVerdict.Doubtful, "sender check", "no sender is proven, so each mail in a customer's or colleague's name is held: set Email__AuthenticationHost (unnamed for Exchange Online)");
        if (connection.NeedsToken)
        {
            yield return await TryAsync("token", connection.CheckTokenAsync, "Give the app an identity (a managed identity in Azure; az login, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, elsewhere).");
        }

        yield return await TryAsync("reading", ReadAsync, "Grant the app Mail.ReadWrite on this mailbox, and see that the address is right. New grants take up to two hours.");
        yield return await TryAsync("drafts", DraftAsync, "Grant the app Mail.ReadWrite, not Mail.Read, on this mailbox.");
        if (other is not null)
        {
            yield return await OtherAsync(other);
        }

        yield return await TryAsync("notification address", HandshakeAsync, $"Set Site__Url to the public https address of the app, and see that POST {MailSubscriptionKeeper.NotificationPath} reaches it from outside without a sign-in.");
        yield return await TryAsync("subscription", SubscriptionAsync, "The timer RenewMailSubscription makes one within a minute of the app's start; its log says why not.");
        yield return await TryAsync("comparison", ComparisonAsync, "See that AzureWebJobsStorage names the app's storage account and that the app runs; its timer ReconcileMailbox compares.");
    }

    private async Task<CheckLine> ReadAsync(CancellationToken cancellationToken)
    {
        await mailbox.ReadChangesAsync(null, time.GetUtcNow(), cancellationToken);
        return new(CheckVerdict.Fine, "reading", "the folder can be read and compared");
    }

    private async Task<CheckLine> DraftAsync(CancellationToken cancellationToken)
    {
        var draft = await mailbox.CreateDraftAsync(
            Encoding.ASCII.GetBytes($"From: {options.Value.Address}\r\nTo: {options.Value.Address}\r\nSubject: A check by Router, never sent\r\n\r\nThis draft is deleted at once.\r\n"), cancellationToken);
        await mailbox.DeleteAsync(draft.Id, cancellationToken);
        return new(CheckVerdict.Fine, "drafts", "a draft could be made and deleted; whether it may be sent only a sent mail shows (Mail.Send)");
    }

    private async Task<CheckLine> OtherAsync(string other)
    {
        using var limited = new CancellationTokenSource(Deadline, time);
        try
        {
            await connection.MailboxOf(other).ReadChangesAsync(null, time.GetUtcNow(), limited.Token);
            return new(CheckVerdict.Wrong, "other mailbox", $"{other} can be read too: scope the app's rights to {options.Value.Address}");
        }
        catch (MailboxException refused) when (refused.Status is 403 or 404)
        {
            return new(CheckVerdict.Fine, "other mailbox", $"{other} is out of reach ({refused.Status} {refused.Code})");
        }
    }

    private async Task<CheckLine> HandshakeAsync(CancellationToken cancellationToken)
    {
        var url = keeper.NotificationUrl;
        if (!keeper.CanBeReached(url))
        {
            return new(CheckVerdict.Doubtful, "notification address", $"{url} is not https: mail can't be announced, and is then found by comparison every {options.Value.ReconcileMinutes} minutes");
        }

        const string Token = "a check & its + token";
        using var answer = await http.PostAsync(new Uri($"{url}&validationToken={Uri.EscapeDataString(Token)}"), null, cancellationToken);
        return answer.IsSuccessStatusCode && await answer.Content.ReadAsStringAsync(cancellationToken) == Token
            ? new(CheckVerdict.Fine, "notification address", $"{url} answers the handshake from here; the mail service must reach it too")
            : new(CheckVerdict.Wrong, "notification address", $"{url} answered {(int)answer.StatusCode} instead of the handshake's text: does a sign-in or a proxy stand before it?");
    }

    private async Task<CheckLine> SubscriptionAsync(CancellationToken cancellationToken)
    {
        var url = keeper.NotificationUrl;
        return (await mailbox.ListSubscriptionsAsync(cancellationToken)).FirstOrDefault(subscription => subscription.NotificationUrl?.ToString() == url) is { } ours
            ? new(CheckVerdict.Fine, "subscription", $"lasts until {ours.Until:u}")
            : new(keeper.CanBeReached(url) ? CheckVerdict.Wrong : CheckVerdict.Doubtful, "subscription", "there is none for this address: the running app makes one within a minute, see its log");
    }

    private async Task<CheckLine> ComparisonAsync(CancellationToken cancellationToken)
    {
        var progress = await store.LoadProgressAsync(cancellationToken);
        var open = await store.OpenAsync(TimeSpan.Zero, cancellationToken);
        var failed = open.FirstOrDefault(mail => mail.Failure is not null);
        return progress.CompletedAt is not { } completed ? new(CheckVerdict.Wrong, "comparison", "it has not run to its end yet: is the app running?")
            : time.GetUtcNow() - completed > TimeSpan.FromMinutes(3 * options.Value.ReconcileMinutes) ? new(CheckVerdict.Wrong, "comparison", $"its last run ended at {completed:u}: is the app running?")
            : failed is not null ? new(CheckVerdict.Wrong, "comparison", $"{open.Count} mails are not taken in yet, for example for {failed.Failure}")
            : new(CheckVerdict.Fine, "comparison", $"up to date at {completed:u}, {open.Count} mails on their way in");
    }

    private async Task<CheckLine> TryAsync(string subject, Func<CancellationToken, Task<CheckLine>> look, string remedy)
    {
        using var limited = new CancellationTokenSource(Deadline, time);
        try
        {
            return await look(limited.Token);
        }
        catch (Exception failure) when (failure is MailboxException or AuthenticationFailedException or HttpRequestException or OperationCanceledException or TimeoutException
            || FailureClassifier.Classify(failure) == FailureCategory.Transient)
        {
            return new(CheckVerdict.Wrong, subject, $"{(failure is MailboxException ? failure.Message : failure.GetType().Name)} {remedy}");
        }
    }
}
