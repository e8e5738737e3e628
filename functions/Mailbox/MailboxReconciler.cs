using System.Globalization;
using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Storage;

namespace Router.Mailbox;

/// <summary>Compares the folder with what was taken in, so that mail which no notification announced is found. Two runs at once do no harm.</summary>
internal sealed partial class MailboxReconciler(
    IMailbox mailbox, MailboxStore store, MailAnnouncer announcer, IOptions<MailboxOptions> options, IOptions<MessagingOptions> messaging, TimeProvider time, ILogger<MailboxReconciler> logger)
{
    // Below the host's limit for one run; the next one goes on.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    // A link that the service no longer knows covered all until the last completed run; clocks and slow folders want a margin.
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(2);

    /// <summary>What the timer runs; does nothing where nothing is due.</summary>
    public async Task RunIfDueAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsUsed)
        {
            return;
        }

        var progress = OfScope(await store.LoadProgressAsync(cancellationToken));
        if (await IsDueAsync(progress, cancellationToken))
        {
            await CompareAsync(progress, cancellationToken);
        }

        await AnnounceOpenAsync(cancellationToken);
    }

    // With another mailbox or folder in the settings it begins there; the guard stays that of the row.
    private MailboxProgress OfScope(MailboxProgress stored) =>
        stored.Scope == options.Value.Scope ? stored : new MailboxProgress(options.Value.Scope, null, null, null, stored.Guard);

    private async Task<bool> IsDueAsync(MailboxProgress progress, CancellationToken cancellationToken) =>
        progress.CompletedAt is not { } completed
        || time.GetUtcNow() - completed >= TimeSpan.FromMinutes(options.Value.ReconcileMinutes)
        || await store.ComparisonWantedAtAsync(cancellationToken) > completed;

    private async Task CompareAsync(MailboxProgress? progress, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var since = progress!.Since ?? startedAt - TimeSpan.FromDays(options.Value.ImportDays);
        progress = progress with { Since = since };
        for (var isLast = false; !isLast && progress is not null && time.GetUtcNow() - startedAt < LongestRun;)
        {
            var page = await ReadAsync(progress, cancellationToken);
            if (page is null)
            {
                Log.Expired(logger);
                progress = progress with { Link = null, Since = progress.CompletedAt is { } completed && completed - Overlap > since ? completed - Overlap : since };
                continue;
            }

            await NoteAsync(page, cancellationToken);
            isLast = page.IsLast;
            progress = await store.TrySaveProgressAsync(progress with { Link = page.Next, CompletedAt = isLast ? startedAt : progress.CompletedAt }, cancellationToken);
        }
    }

    private async Task<DeltaPage?> ReadAsync(MailboxProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            return await mailbox.ReadChangesAsync(progress.Link, progress.Since!.Value, cancellationToken);
        }
        catch (DeltaExpiredException) when (progress.Link is not null)
        {
            return null;
        }
    }

    // Noted first: from then on the mail is announced until it is taken in, whatever becomes of the message.
    private async Task NoteAsync(DeltaPage page, CancellationToken cancellationToken)
    {
        var unknown = new List<string>();
        foreach (var item in page.Items.Where(item => !item.IsDraft))
        {
            if (!await store.IsTakenInAsync(item.Id, cancellationToken))
            {
                await store.NoteOpenAsync(item.Id, null, cancellationToken);
                unknown.Add(item.Id);
            }
        }

        await announcer.AnnounceAsync(unknown, Round(), cancellationToken);
        if (unknown.Count > 0)
        {
            Log.Found(logger, unknown.Count);
        }
    }

    private async Task AnnounceOpenAsync(CancellationToken cancellationToken)
    {
        var open = await store.OpenAsync(TimeSpan.FromSeconds(messaging.Value.ResendAfterSeconds), cancellationToken);
        if (open.Count == 0)
        {
            return;
        }

        await announcer.AnnounceAsync(open.Select(mail => mail.MailId), Round(), cancellationToken);
        foreach (var mail in open)
        {
            await store.NoteOpenAsync(mail.MailId, mail.Failure, cancellationToken);
        }

        Log.Again(logger, open.Count);
    }

    // Never that of a notification: its message may lie in the dead letters, and the broker would drop this one as its double.
    private string Round() => time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Mails} mails were found that are not taken in yet")]
        public static partial void Found(ILogger logger, int mails);

        [LoggerMessage(2, LogLevel.Warning, "The mail service no longer knows how far the comparison had come; it begins anew")]
        public static partial void Expired(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "{Mails} mails that could not be taken in are announced again")]
        public static partial void Again(ILogger logger, int mails);
    }
}
