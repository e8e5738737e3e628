using Router.Runner.Sending;

namespace Router.Runner.Demo;

/// <summary>Sends samples one after the other and waits until each is settled.</summary>
internal sealed class DemoRun(RouterClient client, Progress progress, TimeProvider time)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(200);

    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<DemoResult>> RunAsync(IReadOnlyList<Sample> samples, CancellationToken cancellation)
    {
        var results = new List<(DemoResult Result, Receipt? Receipt)>();
        foreach (var sample in samples)
        {
            results.Add(await SendAsync(sample, cancellation));
        }

        progress.Say($"Sent {samples.Count} requests, {results.Count(each => each.Receipt is not null)} were accepted");
        var deadline = time.GetUtcNow() + Patience;
        var settled = 0;
        for (var index = 0; index < results.Count; index++)
        {
            var (result, receipt) = results[index];
            if (receipt is not null)
            {
                results[index] = (await WaitAsync(result, receipt, deadline, cancellation), receipt);
                settled += results[index].Result.Problem is null ? 1 : 0;
            }
        }

        progress.Say($"{settled} of {samples.Count} requests are settled");
        return [.. results.Select(each => each.Result)];
    }

    private async Task<(DemoResult, Receipt?)> SendAsync(Sample sample, CancellationToken cancellation)
    {
        try
        {
            var receipt = await client.SendAsync(sample, cancellation);
            return (new DemoResult(sample, receipt.Id, null, null), receipt);
        }
        catch (RunnerException e)
        {
            return (new DemoResult(sample, null, null, e.Message), null);
        }
    }

    private async Task<DemoResult> WaitAsync(DemoResult result, Receipt receipt, DateTimeOffset deadline, CancellationToken cancellation)
    {
        while (true)
        {
            var status = await client.StatusAsync(receipt, cancellation) ?? result.Status;
            result = result with { Status = status };
            if (status?.Settled == true)
            {
                return result;
            }

            if (time.GetUtcNow() > deadline)
            {
                return result with { Problem = $"Not settled within {Patience.TotalSeconds:0} s; its last state was {status?.State ?? "unknown"}" };
            }

            await Task.Delay(AskEvery, time, cancellation);
        }
    }
}
