using System.Runtime.Serialization;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messages-payloads</summary>
public sealed class SenderTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private const int LargestMessage = 256 * 1024;

    [Fact]
    public async Task SendMessage_WithEveryProperty_ArrivesWithEachOfThem()
    {
        var received = await RoundTripAsync(new ServiceBusMessage("the body")
        {
            MessageId = "id",
            CorrelationId = "correlation",
            Subject = "subject",
            To = "to",
            ReplyTo = "reply-to",
            ReplyToSessionId = "reply-session",
            ContentType = "text/plain",
            TimeToLive = TimeSpan.FromMinutes(5),
        });
        Assert.Equal(
            ("the body", "id", "correlation", "subject", "to", "reply-to", "reply-session", "text/plain", TimeSpan.FromMinutes(5)),
            (received.Body.ToString(), received.MessageId, received.CorrelationId, received.Subject, received.To, received.ReplyTo, received.ReplyToSessionId, received.ContentType, received.TimeToLive));
    }

    [Fact]
    public async Task SendMessage_WithPartitionKey_ArrivesWithIt() =>
        Assert.Equal("partition", (await RoundTripAsync(new ServiceBusMessage("x") { PartitionKey = "partition" })).PartitionKey);

    [Fact]
    public async Task SendMessage_ByDefault_GetsNumberTimeAndNoExpiry()
    {
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var received = await RoundTripAsync(new ServiceBusMessage("x"));
        Assert.True(received.SequenceNumber > 0);
        Assert.Equal(received.SequenceNumber, received.EnqueuedSequenceNumber);
        Assert.InRange(received.EnqueuedTime, before, before.AddMinutes(10));
        Assert.Equal(1, received.DeliveryCount);
        Assert.Equal(ServiceBusMessageState.Active, received.State);
        Assert.Null(received.DeadLetterSource);
        Assert.True(received.ExpiresAt > before.AddYears(1000));
    }

    [Fact]
    public async Task SendMessage_WithoutId_ArrivesWithSome() => Assert.NotEmpty((await RoundTripAsync(new ServiceBusMessage("x"))).MessageId);

    [Fact]
    public async Task SendMessage_WithoutBody_ArrivesEmpty() => Assert.Empty((await RoundTripAsync(new ServiceBusMessage { MessageId = "empty" })).Body.ToArray());

    [Fact]
    public async Task SendMessage_WithBytesThatAreNoText_ArrivesTheSame()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        Assert.Equal(bytes, (await RoundTripAsync(new ServiceBusMessage(bytes))).Body.ToArray());
    }

    [Fact]
    public async Task SendMessage_WithUnicode_ArrivesTheSame()
    {
        var received = await RoundTripAsync(new ServiceBusMessage("naïve 例 🚀") { Subject = "Ärger 🚧", ApplicationProperties = { ["ключ"] = "значение" } });
        Assert.Equal(("naïve 例 🚀", "Ärger 🚧", "значение"), (received.Body.ToString(), received.Subject, received.ApplicationProperties["ключ"]));
    }

    public static TheoryData<string, object> PropertyValues => new()
    {
        { "string", "text" },
        { "bool", true },
        { "byte", (byte)7 },
        { "sbyte", (sbyte)-7 },
        { "short", (short)-700 },
        { "ushort", (ushort)700 },
        { "int", -70000 },
        { "uint", 70000u },
        { "long", -7000000000L },
        { "ulong", 7000000000UL },
        { "float", 1.5f },
        { "double", -2.25 },
        { "decimal", 12.34m },
        { "char", 'ж' },
        { "guid", new Guid("6fa2e6d4-6f34-4a34-9a47-0d4de5e5ed6a") },
        { "time", new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc) },
        { "offset", new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) },
        { "span", TimeSpan.FromSeconds(90) },
        { "uri", new Uri("https://example.com/x") },
        { "bytes", new byte[] { 1, 2, 3 } },
    };

    [Theory]
    [MemberData(nameof(PropertyValues), DisableDiscoveryEnumeration = true)]
    public async Task SendMessage_WithPropertyOfType_KeepsTheType(string name, object value)
    {
        var received = await RoundTripAsync(new ServiceBusMessage("x") { ApplicationProperties = { [name] = value } });
        Assert.Equal(value, received.ApplicationProperties[name]);
        Assert.Equal(value.GetType(), received.ApplicationProperties[name].GetType());
    }

    [Fact]
    public async Task SendMessage_WithNullProperty_KeepsIt() =>
        Assert.Null((await RoundTripAsync(new ServiceBusMessage("x") { ApplicationProperties = { ["nothing"] = null! } })).ApplicationProperties["nothing"]);

    [Fact]
    public async Task SendMessage_WithPropertyOfOwnType_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        await Assert.ThrowsAsync<SerializationException>(() =>
            sender.SendMessageAsync(new ServiceBusMessage("x") { ApplicationProperties = { ["own"] = new Version(1, 2) } }, Cancel));
    }

    [Fact]
    public async Task SendMessage_WithValueBody_ArrivesAsValue()
    {
        var message = new ServiceBusMessage();
        message.GetRawAmqpMessage().Body = AmqpMessageBody.FromValue(42);
        var body = (await RoundTripAsync(message)).GetRawAmqpMessage().Body;
        Assert.True(body.TryGetValue(out var value));
        Assert.Equal(42, value);
    }

    [Fact]
    public async Task SendMessage_WithSequenceBody_ArrivesAsSequence()
    {
        var message = new ServiceBusMessage();
        message.GetRawAmqpMessage().Body = AmqpMessageBody.FromSequence([["a", 1], ["b", 2]]);
        var body = (await RoundTripAsync(message)).GetRawAmqpMessage().Body;
        Assert.True(body.TryGetSequence(out var lists));
        Assert.Equal(["a", 1, "b", 2], lists!.SelectMany(list => list));
    }

    [Fact]
    public async Task SendMessage_OfTheLargestSize_Arrives()
    {
        var body = new byte[LargestMessage - 1024];
        Assert.Equal(body.Length, (await RoundTripAsync(new ServiceBusMessage(body))).Body.ToArray().Length);
    }

    [Fact]
    public async Task SendMessage_LargerThanTheLimit_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageSizeExceeded, () => sender.SendMessageAsync(new ServiceBusMessage(new byte[LargestMessage + 1]), Cancel));
        // The sender goes on.
        await sender.SendMessageAsync(Message("small"), Cancel);
    }

    [Fact]
    public async Task SendMessages_LargerTogetherThanTheLimit_AreRefusedTogether()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        var messages = Enumerable.Range(0, 3).Select(_ => new ServiceBusMessage(new byte[100 * 1024]));
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageSizeExceeded, () => sender.SendMessagesAsync(messages, Cancel));
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task SendMessages_OfList_ArriveInOrder()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        var ids = Enumerable.Range(0, 100).Select(number => $"{number:000}").ToArray();
        await sender.SendMessagesAsync(ids.Select(id => Message(id)), Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(ids, Ids(await ReceiveAsync(receiver, ids.Length)));
    }

    [Fact]
    public async Task SendMessages_OfEmptyList_DoesNothing()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        await sender.SendMessagesAsync([], Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task SendMessages_FromManySendersAtOnce_ArriveOnceEach()
    {
        var queue = await Space.QueueAsync();
        var senders = Enumerable.Range(0, 5).Select(_ => Client.CreateSender(queue)).ToArray();
        var ids = Enumerable.Range(0, 50).Select(number => $"{number:00}").ToArray();
        await Task.WhenAll(ids.Select((id, index) => senders[index % senders.Length].SendMessageAsync(Message(id), Cancel)));
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(ids, Ids(await ReceiveAsync(receiver, ids.Length)).Order(StringComparer.Ordinal));
        await ExpectNothingAsync(receiver);
        foreach (var sender in senders)
            await sender.DisposeAsync();
    }

    [Fact]
    public async Task SendMessage_ToNull_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        await Assert.ThrowsAsync<ArgumentNullException>(() => sender.SendMessageAsync(null!, Cancel));
    }

    [Fact]
    public async Task SendMessage_WithCancelledToken_IsCancelled()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendMessageAsync(Message("never"), new CancellationToken(canceled: true)));
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task SendMessage_AfterClose_IsRefused()
    {
        var sender = Client.CreateSender(await Space.QueueAsync());
        await sender.CloseAsync(Cancel);
        Assert.True(sender.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task SendMessage_ToMissingEntity_IsRefused()
    {
        await using var sender = Client.CreateSender(Space.NewName());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task SendMessage_WithoutSessionToSessionQueue_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.SessionQueueAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendMessageAsync(Message("no session"), Cancel));
    }

    [Fact]
    public async Task SendMessage_WithSessionToPlainQueue_KeepsTheSessionId()
    {
        var received = await RoundTripAsync(Message("one", session: "a"));
        Assert.Equal("a", received.SessionId);
    }

    [Fact]
    public async Task SendMessage_WithKnownIdToDeduplicatingQueue_IsTakenAndDropped()
    {
        var queue = await Space.QueueAsync(options => options.RequiresDuplicateDetection = true);
        await SendAsync(queue, "same", "same", "other", "same");
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["same", "other"], Ids(await ReceiveAsync(receiver, 2)));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task SendMessage_WithKnownIdToOtherQueue_ArrivesTwice()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "same", "same");
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["same", "same"], Ids(await ReceiveAsync(receiver, 2)));
    }

    [Fact]
    public void Message_WithTooLongId_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusMessage("x") { MessageId = new string('x', 129) });

    [Fact]
    public async Task SendMessage_WithLongestIds_Arrives()
    {
        var longest = new string('x', 128);
        var received = await RoundTripAsync(new ServiceBusMessage("x") { MessageId = longest, SessionId = longest, PartitionKey = longest });
        Assert.Equal((longest, longest, longest), (received.MessageId, received.SessionId, received.PartitionKey));
    }

    [Fact]
    public void Message_WithPartitionKeyOtherThanSession_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusMessage("x") { SessionId = "a", PartitionKey = "b" });

    [Fact]
    public async Task SendMessage_OfReceivedOne_CarriesItsContentOn()
    {
        var received = await RoundTripAsync(new ServiceBusMessage("again") { MessageId = "id", Subject = "s", ApplicationProperties = { ["a"] = 1 } });
        var again = await RoundTripAsync(new ServiceBusMessage(received));
        Assert.Equal(("again", "id", "s", 1), (again.Body.ToString(), again.MessageId, again.Subject, again.ApplicationProperties["a"]));
        Assert.Equal(1, again.DeliveryCount);
    }

    private async Task<ServiceBusReceivedMessage> RoundTripAsync(ServiceBusMessage message)
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, message);
        await using var receiver = Client.CreateReceiver(queue);
        return await ReceiveAsync(receiver);
    }
}
