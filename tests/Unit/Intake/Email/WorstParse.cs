namespace Router.Unit.Intake.Email;

/// <summary>Remembers which mail took longest and which took most memory.</summary>
public sealed class WorstParse
{
    private (string Name, TimeSpan Taken) _slowest;
    private (string Name, long Bytes) _largest;

    internal string Add(string name, TimeSpan taken, long bytes)
    {
        _slowest = taken > _slowest.Taken ? (name, taken) : _slowest;
        _largest = bytes > _largest.Bytes ? (name, bytes) : _largest;
        return $"{name}: {taken.TotalMilliseconds:0} ms, {bytes >> 20} MB. Worst so far: {_slowest.Name} {_slowest.Taken.TotalMilliseconds:0} ms, {_largest.Name} {_largest.Bytes >> 20} MB.";
    }
}
