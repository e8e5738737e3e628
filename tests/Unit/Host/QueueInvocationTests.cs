using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Invocations;

namespace Router.Unit.Host;

public sealed class QueueInvocationTests
{
    private const string Body = """{"orderId":7,"when":"2024-01-02T03:04:05.678Z","note":"a \"q\""}""";

    [Fact]
    public void Create_Binary_MetadataAsCaptured()
    {
        var captured = Captured.Read("sb-single-binary");

        var request = QueueInvocation.Create(Function("raw", QueueDataType.Binary), Message("e7e26035-2ae5-4b24-aee7-ba67cec8136f", 639309534668801646));

        var input = Assert.Single(request.InputData);
        Assert.Equal(("raw", (string?)captured["Data"]!["raw"]), (input.Name, input.Data.Bytes.ToBase64()));
        Assert.Equal(Captured.Lines((JsonObject)captured["Metadata"]!), Captured.Lines(request.TriggerMetadata));
    }

    [Fact]
    public void Create_Text_AsCapturedWithTheBodysPropertiesInTheMetadata()
    {
        var captured = Captured.Read("sb-single-string");

        var request = QueueInvocation.Create(Function("message", QueueDataType.Text), Message("19b8e2cd-8a00-4e20-a4b4-30c0235a0e6d", 639309534668801469));

        Assert.Equal(Body, Assert.Single(request.InputData).Data.String);
        Assert.Equal(Captured.Lines((JsonObject)captured["Metadata"]!), Captured.Lines(request.TriggerMetadata));
    }

    [Theory]
    [InlineData(QueueDataType.Text, "99", "")]
    [InlineData(QueueDataType.Binary, "", "1")]
    internal void Create_BodyNamesItsOwnDeliveryCount_BelievedOnlyAsText(QueueDataType dataType, string text, string json)
    {
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString("""{"deliverycount":99}"""), deliveryCount: 1);

        var count = QueueInvocation.Create(Function("message", dataType), message).TriggerMetadata["DeliveryCount"];

        Assert.Equal((text, json), (count.String, count.Json));
    }

    [Fact]
    public void Create_BodyIsNoUtf8_BytesKept()
    {
        byte[] bytes = [0xff, 0x00, 0xfe];

        var request = QueueInvocation.Create(Function("message", QueueDataType.Binary), ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromBytes(bytes)));

        Assert.Equal(bytes, Assert.Single(request.InputData).Data.Bytes.ToByteArray());
    }

    [Fact]
    public void Create_Times_KeepTheirFractionsAndZone()
    {
        var metadata = QueueInvocation.Create(Function("m", QueueDataType.Binary), Message("19b8e2cd-8a00-4e20-a4b4-30c0235a0e6d", 1)).TriggerMetadata;

        Assert.Equal("\"2026-11-22T14:11:06.879\"", metadata["EnqueuedTimeUtc"].Json);
        Assert.Equal("2026-11-22T14:11:06.879+00:00", (string?)JsonNode.Parse(metadata["EnqueuedTime"].Json));
    }

    private static FunctionDefinition.Queue Function(string binding, QueueDataType dataType) => new("F", binding, "q", "ServiceBus", dataType);

    private static ServiceBusReceivedMessage Message(string lockToken, long sequenceNumber) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        BinaryData.FromBytes(Encoding.UTF8.GetBytes(Body)),
        messageId: "msg-1",
        sessionId: "sess-9",
        correlationId: "corr-1",
        subject: "order.created",
        contentType: "application/json",
        timeToLive: TimeSpan.FromDays(14),
        properties: new Dictionary<string, object> { ["tenant"] = "acme", ["attempt"] = 3, ["big"] = 5_000_000_000, ["ok"] = true, ["ratio"] = 1.5 },
        lockTokenGuid: Guid.Parse(lockToken),
        deliveryCount: 1,
        sequenceNumber: sequenceNumber,
        enqueuedTime: DateTimeOffset.Parse("2026-11-22T14:11:06.879Z", CultureInfo.InvariantCulture));
}
