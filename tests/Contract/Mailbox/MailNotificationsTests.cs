using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Router.Connectors.Graph;
using Router.Contract.Storage;
using Router.Mailbox;
using Router.Messaging;
using Router.Storage;

namespace Router.Contract.Mailbox;

/// <summary>What is read of a notification; nothing of it touches storage.</summary>
public sealed class MailNotificationsTests
{
    private const string ClientState = "client-state-of-the-tests";
    private readonly RouterStorage storage = new("UseDevelopmentStorage=true");
    private readonly MailNotifications notifications;

    public MailNotificationsTests() => notifications = new MailNotifications(
        new GraphNotifications(),
        new MailAnnouncer(storage.Sender),
        new MailboxStore(storage.Account, storage.Time),
        Options.Create(new MailboxOptions { Address = "support@own.example", ClientState = ClientState }));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReadOnlyList<OutboundMessage> Announced => storage.Sender.Sent;

    [Fact]
    public async Task Receive_SomeItemsOfOthers_OnlyOursAnnounced()
    {
        var body = JsonNode.Parse(Notification("ours"))!;
        body["value"]!.AsArray().Add(new JsonObject { ["clientState"] = "a guess", ["resourceData"] = new JsonObject { ["id"] = "theirs" } });
        body["value"]!.AsArray().Add(null);
        body["value"]!.AsArray().Add(new JsonObject { ["clientState"] = ClientState });

        Assert.Equal(3, await notifications.ReceiveAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), Token));
        Assert.Equal(["ours"], Announced.Select(message => message.Envelope.MailKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"value\":1}")]
    [InlineData("{\"value\":null}")]
    public async Task Receive_NoNotification_Refused(string body)
    {
        Assert.Null(await notifications.ReceiveAsync(Encoding.UTF8.GetBytes(body), Token));
        Assert.Empty(Announced);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    [InlineData("new\nline")]
    public async Task Receive_OddId_NotAnnounced(string id)
    {
        Assert.Equal(1, await notifications.ReceiveAsync(Notification(id), Token));
        Assert.Empty(Announced);
    }

    [Fact]
    public async Task Receive_ManyAndTwice_EachUnderOneMessageIdThatTheBrokerTakes()
    {
        var id = new string('A', 152);
        await notifications.ReceiveAsync(Notification(id, id), Token);
        await notifications.ReceiveAsync(Notification(id), Token);

        Assert.InRange(Assert.Single(Announced.Select(message => message.MessageId).Distinct()).Length, 1, 128);
    }

    private static byte[] Notification(params string[] ids) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["value"] = new JsonArray([.. ids.Select(id => new JsonObject { ["clientState"] = ClientState, ["resourceData"] = new JsonObject { ["id"] = id } })]),
    }.ToJsonString());
}
