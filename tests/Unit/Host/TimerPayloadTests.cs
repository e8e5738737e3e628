using System.Globalization;
using System.Text.Json.Nodes;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Payloads;
using Router.FunctionsHost.Timers;

namespace Router.Unit.Host;

public sealed class TimerPayloadTests
{
    [Fact]
    public void Write_StatusAndRetry_AsCaptured() => Captured.AssertSame("timer", TimerPayload.Write(
        new FunctionDefinition.Timer("Tick", "myTimer", "0 * * * * *", true, false, new TimerRetry(2, TimeSpan.FromSeconds(1))),
        new TimerStatus(At("2026-11-22T14:11:01.1169304Z"), At("2026-11-22T14:12:00Z"), At("2026-11-22T14:11:01.1169304Z")),
        isPastDue: false,
        retryCount: 0,
        At("2026-11-22T14:11:09.4385507Z")));

    [Fact]
    public void Write_ShortScheduleWithoutRetry_NullStatusAndNoRetryContext()
    {
        var payload = JsonNode.Parse(TimerPayload.Write(new FunctionDefinition.Timer("Tick", "timer", "* * * * * *", true, false, null), null, true, 0, At("2026-11-22T14:11:09Z")))!;

        Assert.Null(payload["Data"]!["timer"]!["ScheduleStatus"]);
        Assert.True((bool)payload["Data"]!["timer"]!["IsPastDue"]!);
        Assert.Null(payload["Metadata"]!["RetryContext"]);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
