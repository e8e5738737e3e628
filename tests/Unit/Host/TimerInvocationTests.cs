using System.Globalization;
using System.Text.Json.Nodes;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Invocations;
using Router.FunctionsHost.Timers;

namespace Router.Unit.Host;

public sealed class TimerInvocationTests
{
    [Fact]
    public void Create_StatusAndRetry_AsCaptured()
    {
        var captured = Captured.Read("timer");

        var request = TimerInvocation.Create(
            new FunctionDefinition.Timer("Tick", "myTimer", "0 * * * * *", true, false, new TimerRetry(2, TimeSpan.FromSeconds(1))),
            new TimerStatus(At("2026-11-22T14:11:01.1169304Z"), At("2026-11-22T14:12:00Z"), At("2026-11-22T14:11:01.1169304Z")),
            isPastDue: false,
            retryCount: 0);

        var input = Assert.Single(request.InputData);
        Assert.Equal("myTimer", input.Name);
        Assert.True(JsonNode.DeepEquals(captured["Data"]!["myTimer"], JsonNode.Parse(input.Data.Json)));
        Assert.Equal(((int)captured["Metadata"]!["RetryContext"]!["RetryCount"]!, (int)captured["Metadata"]!["RetryContext"]!["MaxRetryCount"]!), (request.RetryContext.RetryCount, request.RetryContext.MaxRetryCount));
        Assert.Empty(request.TriggerMetadata);
    }

    [Fact]
    public void Create_ShortScheduleWithoutRetry_NullStatusAndNoRetryContext()
    {
        var request = TimerInvocation.Create(new FunctionDefinition.Timer("Tick", "timer", "* * * * * *", true, false, null), null, true, 0);

        var timer = JsonNode.Parse(Assert.Single(request.InputData).Data.Json)!;
        Assert.Null(timer["ScheduleStatus"]);
        Assert.True((bool)timer["IsPastDue"]!);
        Assert.Null(request.RetryContext);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
