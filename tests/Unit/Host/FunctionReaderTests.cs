using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;

namespace Router.Unit.Host;

public sealed class FunctionReaderTests
{
    private readonly FunctionReader reader = new(new HostSettings(new Dictionary<string, string>
    {
        ["Digest_Schedule"] = "0 0 7 * * *",
        ["AzureWebJobs.Off.Disabled"] = "true",
    }));

    [Fact]
    public void Read_HttpTrigger_RouteAndMethods()
    {
        var function = Assert.IsType<FunctionDefinition.Http>(reader.Read("ReceiveForm", """
            {"bindings":[
              {"type":"httpTrigger","direction":"in","name":"req","authLevel":"anonymous","methods":["get","post"],"route":"api/forms/{form}"},
              {"type":"http","direction":"out","name":"res"}]}
            """));

        Assert.Equal("api/forms/{form}", function.Route);
        Assert.Equal(["GET", "POST"], function.Methods);
    }

    [Fact]
    public void Read_HttpTriggerWithoutRoute_NameIsTheRoute() => Assert.Equal("Hello", Assert.IsType<FunctionDefinition.Http>(
        reader.Read("Hello", """{"bindings":[{"type":"httpTrigger","name":"req"},{"type":"http","direction":"out","name":"res"}]}""")).Route);

    [Fact]
    public void Read_QueueTrigger_Queue() => Assert.Equal(
        new FunctionDefinition.Queue("FileBug", "message", "fixing", "ServiceBus", QueueDataType.Binary),
        reader.Read("FileBug", """{"bindings":[{"type":"serviceBusTrigger","name":"message","queueName":"fixing","connection":"ServiceBus","dataType":"binary"}]}"""));

    [Fact]
    public void Read_TimerTrigger_ScheduleFromSetting() => Assert.Equal(
        new FunctionDefinition.Timer("SendDigests", "timer", "0 0 7 * * *", true, false, null),
        reader.Read("SendDigests", """{"bindings":[{"type":"timerTrigger","name":"timer","schedule":"%Digest_Schedule%"}]}"""));

    [Fact]
    public void Read_Disabled_Nothing() => Assert.Null(reader.Read("Off", """{"bindings":[{"type":"timerTrigger","name":"t","schedule":"0 0 7 * * *"}]}"""));

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{"bindings":[]}""", "0 triggers")]
    [InlineData("""{"bindings":[{"type":"blobTrigger","name":"b"}]}""", "blobTrigger")]
    [InlineData("""{"bindings":[{"type":"httpTrigger","name":"req"}]}""", "'http'")]
    [InlineData("""{"bindings":[{"type":"httpTrigger","name":"req","route":"admin/x"},{"type":"http","direction":"out","name":"res"}]}""", "admin/x")]
    [InlineData("""{"bindings":[{"type":"serviceBusTrigger","name":"m","queueName":"q","cardinality":"many"}]}""", "one by one")]
    [InlineData("""{"bindings":[{"type":"serviceBusTrigger","name":"m","queueName":"q","dataType":"stream"}]}""", "STREAM")]
    [InlineData("""{"bindings":[{"type":"serviceBusTrigger","name":"m"}]}""", "queueName")]
    [InlineData("""{"bindings":[{"type":"timerTrigger","name":"t","schedule":"%Unset%"}]}""", "Unset")]
    public void Read_NotWhatTheHostCanRun_RefusedWithTheReason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<HostException>(() => reader.Read("F", json)).Message, StringComparison.Ordinal);
}
