namespace Router.Unit.Digests;

/// <summary>Runs two pieces of work on one thread and lets a seeded choice decide at each step whose turn it is.</summary>
internal sealed class Interleaving(Random random)
{
    private readonly List<TaskCompletionSource> waiting = [];

    public int Switches { get; private set; }

    public Task WaitAsync()
    {
        // Continuations run within SetResult, so nothing happens but what is chosen.
        var turn = new TaskCompletionSource();
        waiting.Add(turn);
        return turn.Task;
    }

    public async Task RunAsync(params Func<Task>[] works)
    {
        var running = works.Select(work => work()).ToList();
        while (waiting.Count > 0)
        {
            var index = random.Next(waiting.Count);
            var next = waiting[index];
            waiting.RemoveAt(index);
            Switches++;
            next.SetResult();
        }

        await Task.WhenAll(running);
    }
}
