using System.Globalization;
using System.Text.Json;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Timers;

namespace Router.FunctionsHost.Payloads;

/// <summary>The call of a timer function, in the shape captured from the real host.</summary>
internal static class TimerPayload
{
    public static byte[] Write(FunctionDefinition.Timer function, TimerStatus? status, bool isPastDue, int retryCount, DateTimeOffset now) =>
        InvocationPayload.Write(writer => WriteData(writer, function, status, isPastDue), writer => WriteMetadata(writer, function, retryCount, now));

    private static void WriteData(Utf8JsonWriter writer, FunctionDefinition.Timer function, TimerStatus? status, bool isPastDue)
    {
        writer.WriteStartObject(function.Binding);
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

    private static void WriteMetadata(Utf8JsonWriter writer, FunctionDefinition.Timer function, int retryCount, DateTimeOffset now)
    {
        writer.WritePropertyName("sys");
        InvocationPayload.WriteSys(writer, function.Name, now);
        if (function.Retry is not { } retry)
        {
            return;
        }

        writer.WriteStartObject("RetryContext");
        writer.WriteNumber("RetryCount", retryCount);
        writer.WriteNumber("MaxRetryCount", retry.MaxRetryCount);
        writer.WriteNull("Exception");
        writer.WriteNull("Instance");
        writer.WriteStartObject("State");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Format(DateTimeOffset moment) =>
        moment == default ? "0001-01-01T00:00:00" : moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
