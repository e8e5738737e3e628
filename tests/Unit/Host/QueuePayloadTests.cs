using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Payloads;
using Router.FunctionsHost.Queues;

namespace Router.Unit.Host;

public sealed class QueuePayloadTests
{
    private const string Body = """{"orderId":7,"when":"2024-01-02T03:04:05.678Z","note":"a \"q\""}""";

    [Fact]
    public void Write_Binary_AsCaptured() => Captured.AssertSame("sb-single-binary", QueuePayload.Write(
        new FunctionDefinition.Queue("SbBin", "raw", "q", "ServiceBus", QueueDataType.Binary),
        Message("e7e26035-2ae5-4b24-aee7-ba67cec8136f", 639309534668801646),
        At("2026-11-22T14:11:06.9472493Z")));

    [Fact]
    public void Write_Text_AsCapturedWithTheBodysPropertiesInTheMetadata() => Captured.AssertSame("sb-single-string", QueuePayload.Write(
        new FunctionDefinition.Queue("SbOne", "message", "q", "ServiceBus", QueueDataType.Text),
        Message("19b8e2cd-8a00-4e20-a4b4-30c0235a0e6d", 639309534668801469),
        At("2026-11-22T14:11:06.9521649Z")));

    [Theory]
    [InlineData(QueueDataType.Text, "\"99\"")]
    [InlineData(QueueDataType.Binary, "1")]
    internal void Write_BodyNamesItsOwnDeliveryCount_BelievedOnlyAsText(QueueDataType dataType, string expected)
    {
        var message = Message("19b8e2cd-8a00-4e20-a4b4-30c0235a0e6d", 1) with { Body = Encoding.UTF8.GetBytes("""{"DeliveryCount":99}""") };

        var payload = QueuePayload.Write(new FunctionDefinition.Queue("F", "message", "q", "ServiceBus", dataType), message, At("2026-11-22T14:11:06Z"));

        Assert.Equal(expected, (string?)JsonNode.Parse(payload)!["Metadata"]!["DeliveryCount"]);
    }

    [Fact]
    public void Write_BodyIsNoUtf8_BytesKept()
    {
        byte[] bytes = [0xff, 0x00, 0xfe];
        var message = Message("19b8e2cd-8a00-4e20-a4b4-30c0235a0e6d", 1) with { Body = bytes };

        var payload = QueuePayload.Write(new FunctionDefinition.Queue("F", "message", "q", "ServiceBus", QueueDataType.Binary), message, At("2026-11-22T14:11:06Z"));

        Assert.Equal(bytes, Convert.FromBase64String((string)JsonNode.Parse(payload)!["Data"]!["message"]!));
    }

    private static QueueMessage Message(string lockToken, long sequenceNumber) => new()
    {
        Body = Encoding.UTF8.GetBytes(Body),
        LockToken = Guid.Parse(lockToken),
        LockedUntil = At("2026-11-22T14:12:06Z"),
        SequenceNumber = sequenceNumber,
        ExpiresAt = At("2026-12-06T14:11:06.879Z"),
        EnqueuedTime = At("2026-11-22T14:11:06.879Z"),
        MessageId = "msg-1",
        ContentType = "application/json",
        Subject = "order.created",
        CorrelationId = "corr-1",
        SessionId = "sess-9",
        ApplicationProperties = new Dictionary<string, object?> { ["tenant"] = "acme", ["attempt"] = 3, ["big"] = 5_000_000_000, ["ok"] = true, ["ratio"] = 1.5 },
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
