namespace Router.Intake;

/// <summary>Named details within their limits: what is over them stays in the raw payload only.</summary>
internal sealed class DetailList
{
    public const int MaxFields = 100;
    public const int MaxNameLength = 100;
    public const int MaxValueLength = 10_000;

    private readonly Dictionary<string, string> _details = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Values => _details;

    public void Add(string? name, string? value)
    {
        var key = OutsideText.Line(name, MaxNameLength);
        var text = OutsideText.Block(value, MaxValueLength);
        if (key.Length > 0 && text.Length > 0 && _details.Count < MaxFields)
        {
            _details.TryAdd(key, text);
        }
    }
}
