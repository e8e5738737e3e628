using Google.Protobuf.WellKnownTypes;
using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Protocol;

namespace Router.Unit.Host;

public sealed class FunctionReaderTests
{
    private const string HttpOut = """{"name":"$return","type":"http","direction":"Out"}""";

    private readonly FunctionReader reader = new(
        new HostSettings(new Dictionary<string, string> { ["Digest_Schedule"] = "0 0 7 * * *", ["AzureWebJobs.Off.Disabled"] = "true", ["Queue"] = "fixing" }),
        new Dictionary<string, string> { ["Other"] = "* * * * * *" });

    [Fact]
    public void Read_HttpTrigger_RouteAndMethods()
    {
        var function = Assert.IsType<FunctionDefinition.Http>(
            Read("ReceiveForm", """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"Anonymous","methods":["get","post"],"route":"api/forms/{form}"}""", HttpOut));

        Assert.Equal(("request", "api/forms/{form}"), (function.Binding, function.Route));
        Assert.Equal(["GET", "POST"], function.Methods);
    }

    [Fact]
    public void Read_HttpTriggerWithoutRoute_NameIsTheRoute() =>
        Assert.Equal("Hello", Assert.IsType<FunctionDefinition.Http>(Read("Hello", """{"name":"r","type":"httpTrigger","direction":"In"}""", HttpOut)).Route);

    [Fact]
    public void Read_QueueTrigger_Queue()
    {
        var function = Assert.IsType<FunctionDefinition.Queue>(
            Read("FileBug", """{"name":"message","type":"serviceBusTrigger","direction":"In","queueName":"%Queue%","connection":"ServiceBus","dataType":"Binary","cardinality":"One"}"""));

        Assert.Equal(("message", "fixing", "ServiceBus", QueueDataType.Binary), (function.Binding, function.QueueName, function.Connection, function.DataType));
    }

    [Fact]
    public void Read_TimerTrigger_ScheduleFromSetting()
    {
        var function = Assert.IsType<FunctionDefinition.Timer>(Read("SendDigests", """{"name":"timer","type":"timerTrigger","direction":"In","schedule":"%Digest_Schedule%"}"""));

        Assert.Equal(("timer", "0 0 7 * * *", true, false), (function.Binding, function.Schedule, function.UseMonitor, function.RunOnStartup));
        Assert.Null(function.Retry);
    }

    [Fact]
    public void Read_TimerGivenAnotherSchedule_TakesThat() =>
        Assert.Equal("* * * * * *", Assert.IsType<FunctionDefinition.Timer>(Read("Other", """{"name":"t","type":"timerTrigger","direction":"In","schedule":"%Unset%"}""")).Schedule);

    [Fact]
    public void Read_FixedDelayRetry_Read()
    {
        var metadata = Metadata("Tick", """{"name":"t","type":"timerTrigger","direction":"In","schedule":"0 0 7 * * *"}""");
        metadata.RetryOptions = new RpcRetryOptions { MaxRetryCount = 2, RetryStrategy = RpcRetryOptions.Types.RetryStrategy.FixedDelay, DelayInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)) };

        Assert.Equal(new TimerRetry(2, TimeSpan.FromSeconds(3)), Assert.IsType<FunctionDefinition.Timer>(reader.Read(metadata)).Retry);
    }

    [Fact]
    public void Read_OtherRetry_Refused()
    {
        var metadata = Metadata("Tick", """{"name":"t","type":"timerTrigger","direction":"In","schedule":"0 0 7 * * *"}""");
        metadata.RetryOptions = new RpcRetryOptions { MaxRetryCount = 2, RetryStrategy = RpcRetryOptions.Types.RetryStrategy.ExponentialBackoff };

        Assert.Contains("fixed delay", Assert.Throws<HostException>(() => reader.Read(metadata)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Disabled_Nothing() => Assert.Null(Read("Off", """{"name":"t","type":"timerTrigger","direction":"In","schedule":"0 0 7 * * *"}"""));

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{"name":"x","type":"http","direction":"Out"}""", "0 triggers")]
    [InlineData("""{"name":"b","type":"blobTrigger","direction":"In"}""", "blobTrigger")]
    [InlineData("""{"name":"req","type":"httpTrigger","direction":"In"}""", "'http'")]
    [InlineData("""{"name":"m","type":"serviceBusTrigger","direction":"In","queueName":"q","cardinality":"Many"}""", "one by one")]
    [InlineData("""{"name":"m","type":"serviceBusTrigger","direction":"In","queueName":"q","isSessionsEnabled":true}""", "one by one")]
    [InlineData("""{"name":"m","type":"serviceBusTrigger","direction":"In","queueName":"q","autoCompleteMessages":false}""", "autoCompleteMessages")]
    [InlineData("""{"name":"m","type":"serviceBusTrigger","direction":"In","queueName":"q","properties":{"supportsDeferredBinding":"True"}}""", "deferred")]
    [InlineData("""{"name":"m","type":"serviceBusTrigger","direction":"In","queueName":"q","dataType":"Stream"}""", "STREAM")]
    [InlineData("""{"name":"m","type":"serviceBusTrigger","direction":"In"}""", "queueName")]
    [InlineData("""{"name":"t","type":"timerTrigger","direction":"In","schedule":"%Unset%"}""", "Unset")]
    public void Read_NotWhatTheHostCanRun_RefusedWithTheReason(string binding, string reason) =>
        Assert.Contains(reason, Assert.Throws<HostException>(() => Read("F", binding)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_RouteOfTheHostsOwn_Refused() => Assert.Contains(
        "admin/x", Assert.Throws<HostException>(() => Read("F", """{"name":"req","type":"httpTrigger","direction":"In","route":"admin/x"}""", HttpOut)).Message, StringComparison.Ordinal);

    private FunctionDefinition? Read(string name, params string[] bindings) => reader.Read(Metadata(name, bindings));

    private static RpcFunctionMetadata Metadata(string name, params string[] bindings) => new() { Name = name, FunctionId = name, RawBindings = { bindings } };
}
