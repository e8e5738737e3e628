using Router.Kit;

namespace Router.Crash;

/// <summary>Sends one request, lets the app die at the chosen effects, and waits until all is done again.</summary>
internal sealed class CrashCase(LocalStack stack, Oracle oracle)
{
    public const string Canary = "canary-7f3b9c";
    private const int MostTries = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly Sender sender = new(stack.Client);
    private readonly List<string> acknowledged = [];

    /// <summary>How long a request may take until all is done; short where it never will be.</summary>
    public TimeSpan DrainLimit { get; set; } = Limit;

    public IReadOnlyCollection<string> Acknowledged => acknowledged;

    /// <returns>How many effects passed.</returns>
    public async Task<int> RunAsync(string channel, string key, int signal = 0, params (int At, KillPoint Point)[] kills)
    {
        stack.Effects.Reset(kills, () => stack.SignalApp(signal));
        var (subject, text) = Asks.Of(channel, key);
        var id = await sender.SendUntilAcknowledgedAsync(channel, key, subject, text, Limit);
        acknowledged.Add(id);
        await oracle.DrainAsync([id], DrainLimit);
        return stack.Effects.Seen;
    }

    /// <summary>Has a request land on the board, then moves it from there to the bugs and back again, and lets the app die at the chosen effects of either move.</summary>
    /// <returns>How many effects of the moves passed.</returns>
    public async Task<int> MoveAsync(string key, int signal = 0, params (int At, KillPoint Point)[] kills)
    {
        stack.Effects.Reset();
        var (subject, text) = Asks.Of("form", key);
        var id = await sender.SendUntilAcknowledgedAsync("form", key, subject, text, Limit);
        acknowledged.Add(id);
        await oracle.DrainAsync([id], DrainLimit);
        stack.Effects.Reset(kills, () => stack.SignalApp(signal));
        foreach (var (moves, kind) in ((int, string)[])[(0, "fixing"), (1, "building")])
        {
            await sender.PostUntilDoneAsync($"/requests/{id}/correction", Limit, ("kind", kind), ("moves", $"{moves}"), ("tell", "1"));
            await oracle.DrainAsync([id], DrainLimit);
        }

        return stack.Effects.Seen;
    }

    /// <summary>As planned; effects run side by side, so that a run can have fewer than the one they were counted in: then another run dies that much earlier.</summary>
    /// <returns>How many kills struck.</returns>
    public Task<int> StrikeAsync(string channel, string key, int signal, params (int At, KillPoint Point)[] kills) =>
        StrikeAsync((attempt, planned) => RunAsync(channel, $"{key}-{attempt}", signal, planned), kills);

    /// <summary>The same while a request is moved there and back.</summary>
    public Task<int> StrikeMoveAsync(string key, int signal, params (int At, KillPoint Point)[] kills) =>
        StrikeAsync((attempt, planned) => MoveAsync($"{key}-{attempt}", signal, planned), kills);

    private async Task<int> StrikeAsync(Func<int, (int At, KillPoint Point)[], Task<int>> run, (int At, KillPoint Point)[] kills)
    {
        for (var attempt = 1; ; attempt++)
        {
            var seen = await run(attempt, kills);
            var struck = stack.Effects.Strikes;
            if (struck == kills.Length || attempt == MostTries)
            {
                return struck;
            }

            var tooLate = Math.Max(kills.Max(kill => kill.At) - seen, 1);
            kills = [.. kills.OrderBy(kill => kill.At).Index().Select(kill => kill.Item with { At = Math.Max(kill.Item.At - tooLate, kill.Index + 1) })];
        }
    }

    public Task<IReadOnlyList<string>> DescribeUnfinishedAsync() => oracle.DescribeUnfinishedAsync(acknowledged);

    public Task<Verdict> JudgeAsync() => oracle.JudgeAsync(acknowledged, stack.HostOutput, Canary);
}
