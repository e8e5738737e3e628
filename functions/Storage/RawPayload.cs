namespace Router.Storage;

/// <summary>The bytes as they came, one for each request and content.</summary>
/// <param name="ContentHash">Of what was read of them.</param>
internal sealed record RawPayload(string ContentHash, ReadOnlyMemory<byte> Body, string? ContentType)
{
    // A column holds 64 KiB at most, and a batch 4 MiB.
    private const int MostInARow = 32 * 1024;

    /// <summary>Whether it stands in a row of the commit's own batch; larger ones stand in a blob that is written before.</summary>
    public bool FitsARow => Body.Length <= MostInARow;
}
