using System.Collections.Concurrent;
using System.Diagnostics;
using Router.GraphStandIn;
using Router.GraphStandIn.Mails;
using Router.Kit;

namespace Router.Crash.Mailbox;

/// <summary>Puts a plan's mails into the stand-in mailbox while notifications, subscription, delta links and the app fail.</summary>
internal sealed class MailRun(LocalStack stack, GraphServer mailbox, MailPlan plan, int seed, int kills)
{
    private const int MailsPerSecond = 12;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);
    private readonly ConcurrentDictionary<string, string> labels = new();
    private readonly Random random = new(seed);

    /// <summary>The label of each mail that has come, by its Message-ID.</summary>
    public IReadOnlyDictionary<string, string> Labels => labels;

    public int Killed { get; private set; }

    public int SubscriptionsRemoved { get; private set; }

    public async Task RunAsync()
    {
        mailbox.Mails.Departed += AnswerTo;
        var mails = plan.Unprompted;
        var killAt = Spread(kills, mails.Count);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1) / MailsPerSecond);
        for (var number = 0; number < mails.Count; number++)
        {
            Put(mails[number]);
            if (number == 0)
            {
                await SubscribedAsync();
            }

            if (number == mails.Count / 2)
            {
                mailbox.Faults.ExpireDeltaLinks();
            }

            if (number == mails.Count / 3 || number == mails.Count * 2 / 3)
            {
                RemoveSubscription(tells: number == mails.Count / 3);
            }

            if (killAt.Contains(number))
            {
                await KillAsync();
            }

            await pace.WaitForNextTickAsync();
        }
    }

    private void Put(PlannedMail mail)
    {
        labels[mail.Id] = mail.Label;
        mailbox.Mails.Add(mail.Mime);
    }

    // Each customer answers our first mail only.
    private void AnswerTo(StoredMail sent)
    {
        foreach (var mail in plan.SetOffBy(sent.Head.To.Mailboxes.First().Address, sent.Head.MessageId!, sent.Head.Subject!))
        {
            Put(mail);
        }
    }

    // A timer makes the first one, within a minute of the start; a run that is over by then would lose and double no notification.
    private async Task SubscribedAsync()
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var since = Stopwatch.GetTimestamp();
        while (mailbox.Subscriptions.Standing.Count == 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < LongestWait, "The app has made no subscription.");
            await tick.WaitForNextTickAsync();
        }
    }

    private void RemoveSubscription(bool tells)
    {
        foreach (var subscription in mailbox.Subscriptions.Standing)
        {
            mailbox.RemoveSubscription(subscription, tells);
            SubscriptionsRemoved++;
        }
    }

    private async Task KillAsync()
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        // While the host waits to start it again there is nothing to strike.
        while (stack.SignalApp(random.Next(2) == 0 ? Signals.Kill : Signals.Terminate) == 0)
        {
            await tick.WaitForNextTickAsync();
        }

        Killed++;
    }

    private HashSet<int> Spread(int count, int over)
    {
        HashSet<int> chosen = [];
        while (chosen.Count < count)
        {
            chosen.Add(random.Next(over / 20, over));
        }

        return chosen;
    }
}
