namespace Router.FunctionsHost;

/// <summary>Something the person at the keyboard has to put right; the message says what and where.</summary>
public sealed class HostException : Exception
{
    internal const string HowToBuild = "build the app first (dotnet build functions, or ./infra/run.sh, which builds everything) and give the folder it is built into as --app-root";

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
