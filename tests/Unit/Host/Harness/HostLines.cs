namespace Router.Unit.Host.Harness;

/// <summary>Collects a host's log lines and lets a test wait for one.</summary>
internal sealed class HostLines : ILoggerProvider, ILogger
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The n-th line that holds the text.</summary>
    public async Task<string> WaitForAsync(string text, int count = 1)
    {
        while (true)
        {
            Task changed;
            lock (gate)
            {
                if (lines.Where(line => line.Contains(text, StringComparison.Ordinal)).Skip(count - 1).FirstOrDefault() is { } found)
                {
                    return found;
                }

                changed = more.Task;
            }

            try
            {
                await changed.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                lock (gate)
                {
                    throw new TimeoutException($"No line said '{text}':\n{string.Join('\n', lines.TakeLast(40))}");
                }
            }
        }
    }

    public int CountOf(string text)
    {
        lock (gate)
        {
            return lines.Count(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (gate)
        {
            lines.Add($"{logLevel}: {formatter(state, exception)}");
            more.SetResult();
            more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
        // Nothing is held.
    }
}
