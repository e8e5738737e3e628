using System.Globalization;

namespace Router.Runner;

/// <summary>Lines with the time since the start, on stderr: stdout is for results.</summary>
internal sealed class Progress(TimeProvider time)
{
    private readonly long start = time.GetTimestamp();

    public string Elapsed => time.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    public void Say(string line) => Console.Error.WriteLine($"{Elapsed,7}  {line}");
}
