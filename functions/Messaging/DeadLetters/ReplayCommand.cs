using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Messaging.ServiceBus;
using Router.Storage;

namespace Router.Messaging.DeadLetters;

/// <summary>Lists or replays stopped steps from a command line, directly at the storage and the broker that the settings name.</summary>
internal static class ReplayCommand
{
    public const int Failed = 1;
    public const int WrongArguments = 2;

    private const int PatienceSeconds = 10;
    private const string BrokerAway = "replay: broker-unavailable: the broker that ServiceBus names does not answer";

    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, TextWriter error)
    {
        if (ReplayArguments.Parse(words, out var wrong) is not { } arguments)
        {
            await error.WriteLineAsync(wrong);
            return WrongArguments;
        }

        await using var app = Build();
        try
        {
            return await RunAsync(app.Services, arguments, output, error);
        }
        catch (Exception failure) when (StorageFailures.Explains(failure))
        {
            await error.WriteLineAsync("replay: " + StorageFailures.Describe(failure));
            return Failed;
        }
        catch (MessagingException failure)
        {
            await error.WriteLineAsync($"{BrokerAway}: {failure.Reason}.");
            return Failed;
        }
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Standard output is for the answer alone.
        builder.Logging.ClearProviders();
        builder.AddMessaging();
        // The first connection of a process that has just started takes seconds on a busy machine.
        builder.Services.PostConfigure<MessagingOptions>(options => options.ConnectTimeoutSeconds = Math.Max(options.ConnectTimeoutSeconds, PatienceSeconds));
        builder.AddStorage();
        builder.Services.AddSingleton(TimeProvider.System);
        return builder.Build();
    }

    private static async Task<int> RunAsync(IServiceProvider services, ReplayArguments arguments, TextWriter output, TextWriter error)
    {
        var stopped = await services.GetRequiredService<StoppedWork>().ListAsync(CancellationToken.None);
        var steps = stopped.Steps.Where(arguments.Means).ToList();
        var results = arguments.IsList ? new Dictionary<StoppedStepId, ReplayResult>() : await ReplayAsync(services, steps);
        foreach (var step in steps)
        {
            await output.WriteLineAsync(ReplayLine.Of(step, results.TryGetValue(step.Id, out var result) ? result : null).ToText(arguments.Json));
        }

        await error.WriteLineAsync(Summary(arguments, steps.Count, results.Values, stopped.IsCutShort));
        if (stopped.IsBrokerAway)
        {
            await error.WriteLineAsync($"{BrokerAway}, so its dead letters are missing here.");
            return Failed;
        }

        return results.Values.Contains(ReplayResult.Failed) || (arguments.Request is not null && steps.Count == 0) ? Failed : 0;
    }

    /// <summary>Returns once what was replayed is sent; what could not be sent stands in the outbox, and the relay sends it.</summary>
    private static async Task<IReadOnlyDictionary<StoppedStepId, ReplayResult>> ReplayAsync(IServiceProvider services, List<StoppedStep> steps)
    {
        // Nothing else is started here: no triggers, no pages.
        var client = services.GetRequiredService<LiveClient>();
        await client.StartAsync(CancellationToken.None);
        var dispatcher = services.GetRequiredService<StageDispatcher>();
        await dispatcher.StartAsync(CancellationToken.None);
        var results = await services.GetRequiredService<Replayer>().ReplayAsync(
            [.. steps.Select(step => step.Id)], $"{Environment.UserName}, command line", CancellationToken.None);
        await dispatcher.CompleteAsync();
        await client.StopAsync(CancellationToken.None);
        return results;
    }

    private static string Summary(ReplayArguments arguments, int found, IEnumerable<ReplayResult> results, bool isCutShort)
    {
        var counts = results.CountBy(result => result).ToDictionary();
        var said = arguments switch
        {
            { Request: { } request } when found == 0 => $"Nothing of request {request} has stopped.",
            { IsList: true } => $"{found} stopped. To run them again: --all, --queue NAME or --request ID.",
            _ => $"{counts.GetValueOrDefault(ReplayResult.Replayed)} replayed, {counts.GetValueOrDefault(ReplayResult.NothingToDo)} had nothing left to do, "
                + $"{counts.GetValueOrDefault(ReplayResult.Failed)} failed.",
        };
        return isCutShort ? said + " There may be more; run it again." : said;
    }
}

/// <summary>One stopped step in the command's answer.</summary>
internal sealed record ReplayLine(
    string Id, string Where, string Queue, string? Request, string? Message, string Reason, DateTimeOffset? At, int? Attempts, ReplayResult? Result)
{
    public static ReplayLine Of(StoppedStep step, ReplayResult? result) => new(
        step.Id.ToString(), step.IsParked ? "parked" : "dead-letter-queue", step.Queue, step.Request, step.Message, step.Reason, step.At, step.Attempts, result);

    public string ToText(bool json) => json
        ? JsonSerializer.Serialize(this, ReplayJsonContext.Default.ReplayLine)
        : string.Join("  ", new[] { Result?.ToString(), Where, Queue, Request ?? "-", Message ?? "-", Reason }.OfType<string>());
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReplayLine))]
internal sealed partial class ReplayJsonContext : JsonSerializerContext;
