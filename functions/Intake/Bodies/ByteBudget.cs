namespace Router.Intake.Bodies;

/// <summary>So many bytes for all posts that are being taken in at the same time. They are taken as they come, so that a post that sends nothing holds nothing.</summary>
/// <param name="total">For all together.</param>
/// <param name="perNetwork">For all posts of one network together.</param>
internal class ByteBudget(long total, long perNetwork)
{
    private readonly Lock gate = new();

    // Only networks that hold something, so that it is as small as what is held.
    private readonly Dictionary<string, long> byNetwork = new(StringComparer.Ordinal);
    private long taken;

    /// <param name="network">Whose post it is; null where nobody knows or the sender has proven who it is: then only the total counts.</param>
    public ByteShare Open(string? network) => new(this, network);

    internal bool TryTake(string? network, long bytes)
    {
        lock (gate)
        {
            var ofNetwork = network is null ? 0 : byNetwork.GetValueOrDefault(network) + bytes;
            if (taken + bytes > total || ofNetwork > perNetwork)
            {
                return false;
            }

            taken += bytes;
            if (network is not null)
            {
                byNetwork[network] = ofNetwork;
            }

            return true;
        }
    }

    internal void Return(string? network, long bytes)
    {
        lock (gate)
        {
            taken -= bytes;
            if (network is not null && (byNetwork[network] -= bytes) == 0)
            {
                byNetwork.Remove(network);
            }
        }
    }
}
