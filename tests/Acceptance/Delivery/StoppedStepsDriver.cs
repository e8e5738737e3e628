using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Router.Kit;
using Router.Messaging;
using Router.Messaging.DeadLetters;

namespace Router.Acceptance.Delivery;

/// <summary>The page and the command, as a person uses them.</summary>
internal sealed partial class StoppedStepsDriver(LocalStack stack) : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-replay-");

    private readonly MessagingClient client = new(stack.Broker.ConnectionString);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<string> PageAsync() => stack.Client.GetStringAsync("/dead-letters", Token);

    /// <summary>The values of the page's buttons.</summary>
    public async Task<IReadOnlyList<string>> ListedAsync() => [.. Only().Matches(await PageAsync()).Select(match => match.Groups[1].Value)];

    /// <summary>What the page says after the post has led back to it.</summary>
    public async Task<string> PostAsync(params (string Name, string Value)[] fields)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = stack.Client.BaseAddress };
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await client.PostAsync("/dead-letters/replay", form, Token);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return Notice().Match(await stack.Client.GetStringAsync(answer.Headers.Location, Token)).Groups[1].Value;
    }

    /// <summary><c>run.sh replay --json</c> with more arguments.</summary>
    public Task<(int ExitCode, JsonNode[] Lines, string Error)> CommandAsync(params string[] arguments) => CommandOnAsync(stack.StorageConnectionString, arguments);

    /// <summary>The same with another storage account.</summary>
    public async Task<(int ExitCode, JsonNode[] Lines, string Error)> CommandOnAsync(string storage, params string[] arguments)
    {
        var settings = Path.Combine(folder.FullName, "settings.json");
        await File.WriteAllTextAsync(settings, """{"Values":{}}""", Token);
        var start = new ProcessStartInfo(
            Path.Combine(Checkout.BuildOf("Router.Runner"), "router-run"),
            ["replay", "--json", "--settings", settings, "--broker-port", $"{stack.Broker.Port}", .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AzureWebJobsStorage"] = storage;
        start.Environment["ServiceBus"] = stack.Broker.ConnectionString;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)], await error);
    }

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() => client.DeadLetters.PeekAsync(QueueNames.All, 1000, Token);

    /// <summary>Asks until the answer is the expected one, and fails with the last answer.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isExpected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var answer = await ask();
            if (isExpected(answer))
            {
                return answer;
            }

            Assert.False(limit.IsCancellationRequested, $"The answer stayed {answer}.");
            await tick.WaitForNextTickAsync(Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return client.DisposeAsync();
    }

    [GeneratedRegex("name=\"only\" value=\"([^\"]+)\"")]
    private static partial Regex Only();

    [GeneratedRegex("role=\"status\">([^<]*)<")]
    private static partial Regex Notice();
}
