namespace Router.Triage.SecondOpinions;

/// <summary>How many questions this instance may still ask today (UTC).</summary>
internal sealed class QuestionBudget(int perDay, TimeProvider time)
{
    private readonly Lock gate = new();
    private DateTime day;
    private int asked;

    /// <returns>False when today's are used up.</returns>
    public bool TryTake()
    {
        lock (gate)
        {
            var today = time.GetUtcNow().UtcDateTime.Date;
            if (today != day)
            {
                (day, asked) = (today, 0);
            }

            return asked < perDay && ++asked > 0;
        }
    }
}
