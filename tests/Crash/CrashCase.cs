using Router.Kit;

namespace Router.Crash;

/// <summary>Sends one request, lets the app die at the chosen effect, and waits until all is done again.</summary>
internal sealed class CrashCase(LocalStack stack, Oracle oracle, TimeSpan limit)
{
    public const string Canary = "canary-7f3b9c";
    private readonly Sender sender = new(stack.Client);
    private readonly List<string> acknowledged = [];

    public IReadOnlyCollection<string> Acknowledged => acknowledged;

    /// <returns>How many effects passed.</returns>
    public async Task<int> RunAsync(string channel, string key, int at = 0, KillPoint point = KillPoint.Before, int signal = 0)
    {
        stack.Effects.Reset(at, point, signal == 0 ? null : () => stack.SignalApp(signal));
        var (subject, text) = Ask(channel, key);
        var id = await sender.SendUntilAcknowledgedAsync(channel, key, subject, text, limit);
        acknowledged.Add(id);
        await oracle.DrainAsync([id], limit);
        return stack.Effects.Seen;
    }

    public Task<IReadOnlyList<string>> DescribeUnfinishedAsync() => oracle.DescribeUnfinishedAsync(acknowledged);

    public Task<Verdict> JudgeAsync() => oracle.JudgeAsync(acknowledged, stack.HostOutput, Canary);

    // A kind each, so that every destination is on some channel's way.
    private static (string Subject, string Text) Ask(string channel, string key) => channel switch
    {
        "email" => ($"Accepting an invitation fails {Canary}", $"The person I invited can't accept the invitation: clicking accept shows an error and nothing happens. {key}"),
        "form" => ($"Feature request {key}", $"It would be great if the product could export topic {key} as a spreadsheet. Please add this feature. {Canary}"),
        _ => ($"How do I publish an item? {Canary}", $"How do I publish a content item? Where can I find the steps? {key}"),
    };
}
