namespace Router.Intake;

/// <summary>What came over HTTP, before anything is believed of it.</summary>
/// <param name="Headers">Looked up without regard to case; values of a repeated header joined by a comma.</param>
internal sealed record InboundPayload(
    byte[] Body,
    string? ContentType,
    IReadOnlyDictionary<string, string> Headers,
    DateTimeOffset ReceivedAt)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The media type without parameters, in lower case; empty where none was given.</summary>
    public string MediaType
    {
        get
        {
            var text = ContentType ?? "";
            var end = text.IndexOf(';', StringComparison.Ordinal);
            return (end < 0 ? text : text[..end]).Trim().ToLowerInvariant();
        }
    }
}
