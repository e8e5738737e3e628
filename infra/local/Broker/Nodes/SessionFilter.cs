using Amqp.Framing;
using Amqp.Types;

namespace Router.Broker.Nodes;

/// <summary>Whether a receiver asks for a session, and for which; no id means whichever is free next.</summary>
internal readonly record struct SessionFilter(bool IsThere, string? SessionId, bool IsNonExclusive)
{
    public const string Name = "com.microsoft:session-filter";
    private const string NonExclusive = "com.microsoft:non-exclusive-session-filter";

    public static SessionFilter Of(Attach attach)
    {
        var filter = default(SessionFilter);
        foreach (var (key, value) in (IEnumerable<KeyValuePair<object, object>>?)(attach.Source as Source)?.FilterSet ?? [])
        {
            if (key.ToString() == Name)
                filter = filter with { IsThere = true, SessionId = (value is DescribedValue described ? described.Value : value)?.ToString() };
            else if (key.ToString() == NonExclusive)
                filter = filter with { IsNonExclusive = true };
        }

        return filter;
    }
}
