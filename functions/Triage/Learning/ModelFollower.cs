using Router.Messaging;
using Router.Triage.Model;

namespace Router.Triage.Learning;

/// <summary>Keeps this instance at the model, and at the learnt words, that the ledger names. A model that can't be read leaves the shipped one in place.</summary>
internal sealed partial class ModelFollower(ModelStore store, ModelInUse models, LearntWords words, TimeProvider time, ILogger<ModelFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FirstMoments firstMoments = new(time);
    private readonly TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? unreadable;
    private bool wasAway;

    /// <summary>Waits until the ledger was looked at once since the start; where storage is slow or away, two seconds at most, and not at all in a command that follows nothing.</summary>
    public async Task WaitForFirstLookAsync(CancellationToken cancellationToken)
    {
        if (ExecuteTask is null || looked.Task.IsCompleted)
            return;
        firstMoments.End();
        await Task.WhenAny(looked.Task, Task.Delay(Patience, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Reads the ledger and does what it says.</summary>
    public async Task<StoredLedger> LookAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(cancellationToken);
        if (models.IsPinned)
            return stored;
        words.Current = stored.Ledger.Words;
        var wanted = stored.Ledger.Active;
        if (wanted is null)
            models.Current = models.First;
        else if (wanted != models.Current.Card.Name && wanted != unreadable)
            await TakeAsync(wanted, cancellationToken);
        return stored;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstMoments.WaitAsync(stoppingToken);
        stoppingToken.ThrowIfCancellationRequested();
        using var timer = new PeriodicTimer(Pace, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
                wasAway = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!wasAway)
                    Log.NotRead(logger, failure.GetType().Name);
                wasAway = true;
            }

            looked.TrySetResult();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TakeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            models.Current = await store.LoadModelAsync(name, cancellationToken);
            Log.Taken(logger, name);
        }
        catch (ModelFileException failure)
        {
            models.Current = models.First;
            unreadable = name;
            Log.Unreadable(logger, name, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The model {Model} decides from now on")]
        public static partial void Taken(ILogger logger, string model);

        [LoggerMessage(2, LogLevel.Error, "The model {Model} can't be used, so the shipped one decides: {Reason}")]
        public static partial void Unreadable(ILogger logger, string model, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Which model is in use could not be read, so the last one decides: {Failure}")]
        public static partial void NotRead(ILogger logger, string failure);
    }
}
