using System.Globalization;
using Azure.Data.Tables;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Storage;

/// <summary>Thousands of mails may join one request: a row of Tables holds 1 MiB.</summary>
public sealed class LongConversationTests(AzuriteFixture azurite)
{
    private const int Mails = 5_000;
    private const int MostBytesOfHead = 200_000;
    private const int BytesPerCharacter = 2;
    private readonly RouterStorage storage = new(azurite);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Head_ThousandsOfMailsWithFacts_StaysSmallAndKeepsWhatIsOpen()
    {
        string[] untold = [JoiningOf(17), JoiningOf(2_500), JoiningOf(Mails - 1)];
        var id = RouterStorage.NewId();
        var partition = Committed(id, before: null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)) { Outbox = [new OutboxMessage(MessageNames.TriageRequest)] });
        for (var mail = 0; mail < Mails; mail++)
        {
            var joining = JoiningOf(mail);
            partition = Committed(id, partition, new Stage(joining, partition.Request) { Outbox = [new OutboxMessage(MessageNames.NotifySubscribers, joining)] });
            if (!untold.Contains(joining))
            {
                partition = Committed(id, partition, new Stage(StageNames.NotificationOf(joining), Request: null));
            }
        }

        Assert.InRange(SizeOf(PartitionRows.ToHeadRow(partition)), 1, MostBytesOfHead);
        Assert.Equal([null, .. untold], MessageProgress.Open(partition).Select(stored => stored.Message.MailKey));
        Assert.All(untold, joining => Assert.True(partition.Has(joining)));
        Assert.True(partition.Has(StageNames.Receive));
        Assert.True(partition.IsUnderWay);
        Assert.Equal(Mails, partition.LaterMails);
    }

    [Fact]
    public void Head_ReplayedNotificationOfAnEarlyMail_StaysOpen()
    {
        var id = RouterStorage.NewId();
        var message = new OutboxMessage(MessageNames.NotifySubscribers, JoiningOf(1));
        var partition = Committed(id, before: null, new Stage(JoiningOf(1), RouterStorage.RequestOf(id)));
        partition = Committed(id, partition, new Stage("replay1", partition.Request) { Outbox = [message] });
        for (var mail = 2; mail < 1_000; mail++)
        {
            partition = Committed(id, partition, new Stage(JoiningOf(mail), partition.Request));
        }

        Assert.Equal([message], MessageProgress.Open(partition).Select(stored => stored.Message));
        Assert.True(partition.Has(JoiningOf(1)));
        Assert.False(partition.Has(JoiningOf(2)));
    }

    [Fact]
    public async Task CommitAsync_MailThatTheHeadNamesNoMore_NotTakenTwiceAndANewOneIs()
    {
        var id = RouterStorage.NewId();
        var request = RouterStorage.RequestOf(id);
        Assert.Equal(CommitResult.Committed, await storage.Partitions.CommitAsync(id, before: null, new Stage(StageNames.Receive, request), Token));
        var partition = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        foreach (var part in Enumerable.Range(0, Mails).Chunk(50))
        {
            // Many joinings in one batch: what stands then is as if each had committed.
            List<TableEntity> rows = [];
            foreach (var mail in part)
            {
                var stage = new Stage(JoiningOf(mail), request) { FollowUps = [FollowUpOf(mail)] };
                partition = Committed(id, partition, stage) with { HeadETag = partition.HeadETag };
                rows.AddRange(PartitionRows.ToStageRows(id, stage, storage.Time.GetUtcNow()));
            }

            await storage.Account.Requests.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Token);
        }

        await storage.Account.Requests.UpdateEntityAsync(PartitionRows.ToHeadRow(partition), partition.HeadETag, TableUpdateMode.Replace, Token);
        var head = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.False(head.Has(JoiningOf(0)));

        Assert.Equal(CommitResult.AlreadyCommitted, await JoinAsync(head, 0));
        Assert.Equal(CommitResult.Committed, await JoinAsync(head, Mails));

        Assert.True(await storage.Partitions.HasCommittedAsync(id, JoiningOf(0), Token));
        var whole = (await storage.Partitions.LoadAsync(id, Token))!;
        Assert.Equal(Mails + 1, whole.FollowUps.Count);
        Assert.True(whole.Has(JoiningOf(0)));
    }

    private Task<CommitResult> JoinAsync(Partition head, int mail) =>
        storage.Partitions.CommitAsync(head.Key, head, new Stage(JoiningOf(mail), head.Request) { FollowUps = [FollowUpOf(mail)] }, Token);

    /// <summary>As the next reader of the head finds it.</summary>
    private static Partition Committed(string id, Partition? before, Stage stage) =>
        PartitionRows.Read(id, [PartitionRows.ToHeadRow(Partition.After(id, before, stage, after => MessageProgress.Open(after).Any()))]);

    private static FollowUp FollowUpOf(int mail) =>
        new(KeyOf(mail), new Customer("kim@example.com", "Kim"), "Help", "It fails.", new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero).AddMinutes(mail));

    private static string JoiningOf(int mail) => StageNames.JoiningOf(KeyOf(mail));

    private static string KeyOf(int mail) => mail.ToString("x32", CultureInfo.InvariantCulture);

    private static int SizeOf(TableEntity row) => row.Sum(column => column.Key.Length + (column.Value as string ?? "").Length) * BytesPerCharacter;
}
