using Azure;

namespace Router.Storage;

/// <summary>Says why the storage account can't be used, in one line for the person at a command line.</summary>
internal static class StorageFailures
{
    public const string Code = "storage-unavailable";

    /// <summary>True where the account, or the way to it, is at fault.</summary>
    public static bool Explains(Exception failure) => failure switch
    {
        // What the client's retries collect.
        AggregateException many => many.InnerExceptions.All(Explains),
        _ => failure is RequestFailedException or TimeoutException,
    };

    public static string Describe(Exception failure) => $"{Code}: the storage account that AzureWebJobsStorage names can't be used: {ReasonOf(failure)}";

    private static string ReasonOf(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => ReasonOf(first),
        RequestFailedException { Status: not 0 } refused => $"it answered {refused.Status} {refused.ErrorCode}".TrimEnd() + ".",
        _ => failure.Message.Split('\n')[0].Trim().TrimEnd('.') + ".",
    };
}
