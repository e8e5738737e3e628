using System.Diagnostics;
using Router.GraphStandIn;
using Router.Kit;

namespace Router.Crash.Mailbox;

public sealed class When_the_mailbox_is_unreliable(ITestOutputHelper output)
{
    private const string Key = "key-of-the-crash-tests";
    private const int LinesShown = 60;
    private static readonly TimeSpan ToSettle = TimeSpan.FromMinutes(5);
    private static readonly int Mails = KillPlan.SizeOf("ROUTER_MAILS", whole: 1_000, sample: 120);
    private static readonly int Kills = KillPlan.SizeOf("ROUTER_MAIL_KILLS", whole: 20, sample: 3);

    [Fact]
    public async Task Should_take_in_each_mail_once_where_it_belongs_and_send_each_reply_once()
    {
        await using var mailbox = await GraphServer.StartAsync(new GraphServerOptions(0, Key, "support@router.example"));
        mailbox.Faults.Throttles = true;
        mailbox.Faults.LoseNotifications(dropped: 0.3, doubled: 0.2, KillPlan.Seed);
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = SettingsFor(mailbox), HasShortLocks = true });
        var started = Stopwatch.GetTimestamp();
        var run = new MailRun(stack, mailbox, new MailPlan(KillPlan.Seed, Mails), KillPlan.Seed, Kills);
        await run.RunAsync();
        var put = Stopwatch.GetElapsedTime(started);

        var verdict = await new MailOracle(stack.StorageConnectionString, mailbox).SettleAsync(run.Labels, ToSettle);

        output.WriteLine($"seed {KillPlan.Seed} · put in {put.TotalSeconds:F0} s, done after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s · notifications dropped {mailbox.Faults.NotificationsDropped}, "
            + $"doubled {mailbox.Faults.NotificationsDoubled} · subscriptions removed {run.SubscriptionsRemoved} · app killed {run.Killed} · {verdict}");
        if (!verdict.IsHealthy)
        {
            output.WriteLine(string.Join('\n', stack.HostOutput.Where(line => !line.Contains(" info ", StringComparison.Ordinal)).TakeLast(LinesShown)));
        }

        Assert.True(verdict.IsHealthy, $"{verdict}");
        Assert.Equal(Kills, run.Killed);
        Assert.True(mailbox.Faults.NotificationsDropped > 0 && mailbox.Faults.NotificationsDoubled > 0 && run.SubscriptionsRemoved > 0, "Not all faults struck.");
    }

    private static Dictionary<string, string> SettingsFor(GraphServer mailbox) => new()
    {
        ["Mailbox__Address"] = "support@router.example",
        ["Mailbox__GraphUrl"] = mailbox.Url,
        ["Mailbox__AccessKey"] = Key,
        ["Mailbox__ClientState"] = Key,
        ["Mailbox__ReconcileMinutes"] = "1",
        ["Mailbox__SendWithoutApproval"] = "All",
        ["Messaging__ResendAfterSeconds"] = "20",
    };
}
