using Amqp;
using Amqp.Framing;
using Amqp.Types;
using CsCheck;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Unit.Messaging.ServiceBus;

public sealed class MessageEncoderTests
{
    [Fact]
    public void Transfers_One_IsAPlainMessage()
    {
        var (transfer, count) = Assert.Single(MessageEncoder.Transfers([Of("one")], 0, 1000));

        Assert.Equal((0u, 1, "one"), (transfer.Format, count, transfer.Properties.MessageId));
    }

    [Fact]
    public void Transfers_Several_AreABatchUnderTheFirstsId()
    {
        var (transfer, count) = Assert.Single(MessageEncoder.Transfers([Of("one"), Of("two")], 0, 10_000));

        Assert.Equal((0x80013700u, 2, "one"), (transfer.Format, count, transfer.Properties.MessageId));
        Assert.Equal(["one", "two"], Inside(transfer));
    }

    [Fact]
    public void Transfers_FromTheMiddle_OnlyTheRest() =>
        Assert.Equal(["two", "three"], Inside(Assert.Single(MessageEncoder.Transfers([Of("one"), Of("two"), Of("three")], 1, 10_000)).Transfer));

    [Fact]
    public void Transfers_None_Nothing() => Assert.Empty(MessageEncoder.Transfers([], 0, 1000));

    [Fact]
    public void Transfers_AnySizes_FitAndKeepTheOrder() => Gen.Select(Gen.Int[0, 900].List[1, 40], Gen.Int[1, 40], Gen.Int[2500, 6000]).Sample((sizes, idLength, limit) =>
    {
        var messages = sizes.Select((size, index) => Of($"{index}".PadLeft(idLength, '0'), size)).ToList();

        var transfers = MessageEncoder.Transfers(messages, 0, limit);

        Assert.All(transfers, transfer => Assert.True(transfer.Transfer.Encode().Length <= limit));
        Assert.Equal(messages.Select(message => message.MessageId), transfers.SelectMany(transfer => Inside(transfer.Transfer)));
        Assert.Equal(messages.Count, transfers.Sum(transfer => transfer.Count));
    });

    [Fact]
    public void Transfers_FullBatches_WasteLittle()
    {
        var transfers = MessageEncoder.Transfers([.. Enumerable.Range(0, 1000).Select(index => Of($"id-{index:D4}", 200))], 0, 262_144);

        Assert.All(transfers.SkipLast(1), transfer => Assert.InRange(transfer.Transfer.Encode().Length, 250_000, 262_144));
    }

    [Fact]
    public void Transfers_OneTooLarge_RefusedForGoodWithoutItsText()
    {
        var refused = Assert.Throws<MessagingException>(() => MessageEncoder.Transfers([Of("one"), Of("two", 5000)], 0, 2000));

        Assert.Equal((BrokerFailure.Permanent, FailureCategory.Permanent), (refused.Reason, refused.Category));
        Assert.Contains("the queue takes 2000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transfers_NoLimitTold_OneBatch() => Assert.Single(MessageEncoder.Transfers([Of("one", 100_000), Of("two", 100_000)], 0, long.MaxValue));

    [Fact]
    public void Encode_NotBefore_IsTheScheduledTime()
    {
        var due = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(2));

        var message = MessageEncoder.Encode(Of("one") with { NotBefore = due });

        Assert.Equal(due.UtcDateTime, message.MessageAnnotations[new Symbol("x-opt-scheduled-enqueue-time")]);
    }

    private static OutboundMessage Of(string id, int padding = 0) => new(id, new MessageEnvelope(MessageNames.FileBug, "p", new string('x', padding)));

    private static IEnumerable<string> Inside(Message transfer) => transfer.BodySection is DataList batch
        ? Enumerable.Range(0, batch.Count).Select(index => Decode(batch[index].Binary).Properties.MessageId)
        : [transfer.Properties.MessageId];

    private static Message Decode(byte[] bytes) => Message.Decode(new ByteBuffer(bytes, 0, bytes.Length, bytes.Length));
}
