namespace Router.Runner;

/// <summary>Something the person at the keyboard has to put right, or a run that did not go well; the message says which.</summary>
public sealed class RunnerException : Exception
{
    public RunnerException()
    {
    }

    public RunnerException(string message)
        : base(message)
    {
    }

    public RunnerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
