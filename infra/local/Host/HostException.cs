namespace Router.FunctionsHost;

/// <summary>Something the person at the keyboard has to put right; the message says what and where.</summary>
public sealed class HostException : Exception
{
    public HostException()
    {
    }

    public HostException(string message)
        : base(message)
    {
    }

    public HostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
