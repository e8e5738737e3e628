namespace Router.Runner;

/// <summary>Something the person at the keyboard has to put right, or a run that did not go well; the message says which.</summary>
public sealed class RunnerException : Exception
{
    public const int Failed = 1;
    public const int WrongUsage = 2;

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

    /// <summary>Of the whole command; wrong usage is told apart from what was asked rightly and did not go well.</summary>
    public int ExitCode { get; private init; } = Failed;

    /// <summary>Something is wrong with the arguments or with what they name.</summary>
    public static RunnerException OfUsage(string message, Exception? cause = null) => new(message, cause!) { ExitCode = WrongUsage };
}
