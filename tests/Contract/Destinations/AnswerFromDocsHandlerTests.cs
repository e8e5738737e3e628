using Router.Contract.Storage;
using Router.Messaging;
using Router.Requests;

namespace Router.Contract.Destinations;

public sealed class AnswerFromDocsHandlerTests(AzuriteFixture azurite)
{
    private readonly RouterStorage storage = new(azurite);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_DocumentedQuestion_AnswerWithQuoteAndLink()
    {
        var id = RouterStorage.NewId();
        await storage.ReceiveAsync(id, "Redirects", "How do I create a redirect from an old path?");

        await new DestinationDriver(storage).AnswerFromDocsAsync(id);

        var partition = (await storage.Partitions.LoadAsync(id, Token))!;
        Assert.Equal(new Landing(LandingPlace.Answer, "Answered with “Redirects: Create a redirect”", "/docs/redirects#create-a-redirect"), partition.Request?.Landing);
        Assert.Equal(RequestState.Landed, partition.Request?.State);
        var mail = Assert.Single(partition.Mails);
        Assert.Contains("\n> Open the health app in the manager", mail.PlainText, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://router.example/docs/redirects#create-a-redirect\">", mail.Html, StringComparison.Ordinal);
        Assert.Equal(new(MessageNames.DeliverMail, mail.Key), Assert.Single(partition.Outbox).Message);
    }

    [Fact]
    public async Task HandleAsync_UnknownQuestion_Gap()
    {
        var id = RouterStorage.NewId();
        await storage.ReceiveAsync(id, "Weather", "What will the weather be like in Berlin tomorrow?");

        await new DestinationDriver(storage).AnswerFromDocsAsync(id);

        var partition = (await storage.Partitions.LoadAsync(id, Token))!;
        Assert.Equal(LandingPlace.DocumentationGap, partition.Request?.Landing?.Place);
        Assert.Contains("did not find a page", Assert.Single(partition.Mails).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_NoSuchRequest_PermanentFailure() => await Assert.ThrowsAsync<PermanentFailureException>(
        () => new DestinationDriver(storage).AnswerFromDocsAsync(RouterStorage.NewId()));

    [Fact]
    public async Task HandleAsync_KilledAtAnyCall_OneAnswerAndOneMail()
    {
        var deaths = await Deaths.AtEachCallAsync(
            azurite,
            async round =>
            {
                var id = RouterStorage.NewId(number: round);
                await storage.ReceiveAsync(id, "Redirects", "How do I create a redirect from an old path?");
                return id;
            },
            (process, id) => new DestinationDriver(process).AnswerFromDocsAsync(id),
            async id =>
            {
                var partition = (await storage.Partitions.LoadAsync(id, Token))!;
                Assert.Equal(LandingPlace.Answer, partition.Request?.Landing?.Place);
                Assert.Single(partition.Mails);
                Assert.Single(partition.Outbox);
            });

        Assert.True(deaths >= 6, $"{deaths} deaths");
    }
}
