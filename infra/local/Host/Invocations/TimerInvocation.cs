using System.Globalization;
using System.Text.Json;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Protocol;
using Router.FunctionsHost.Timers;

namespace Router.FunctionsHost.Invocations;

/// <summary>The call of a timer function.</summary>
internal static class TimerInvocation
{
    public static InvocationRequest Create(FunctionDefinition.Timer function, TimerStatus? status, bool isPastDue, int retryCount)
    {
        var request = Invocation.Of(function, Invocation.Json(PlainJson.Write(writer => WriteTimer(writer, status, isPastDue))));
        if (function.Retry is { } retry)
        {
            request.RetryContext = new RetryContext { RetryCount = retryCount, MaxRetryCount = retry.MaxRetryCount };
        }

        return request;
    }

    private static void WriteTimer(Utf8JsonWriter writer, TimerStatus? status, bool isPastDue)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("Schedule");
        writer.WriteBoolean("AdjustForDST", true);
        writer.WriteEndObject();
        if (status is null)
        {
            writer.WriteNull("ScheduleStatus");
        }
        else
        {
            writer.WriteStartObject("ScheduleStatus");
            writer.WriteString("Last", Format(status.Last));
            writer.WriteString("Next", Format(status.Next));
            writer.WriteString("LastUpdated", Format(status.LastUpdated));
            writer.WriteEndObject();
        }

        writer.WriteBoolean("IsPastDue", isPastDue);
        writer.WriteEndObject();
    }

    private static string Format(DateTimeOffset moment) =>
        moment == default ? "0001-01-01T00:00:00" : moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
