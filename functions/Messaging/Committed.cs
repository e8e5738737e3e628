using Router.Requests;
using Router.Storage;

namespace Router.Messaging;

/// <summary>A stage that has just been committed.</summary>
/// <param name="After">What stands in storage now.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="IsListed">Whether the request's place in the lists is to be brought up to date.</param>
internal sealed record Committed(Partition After, string Stage, bool IsListed)
{
    /// <param name="before">What the stage was committed on; null for a partition's first.</param>
    public static Committed Of(Partition? before, Partition after, string stage) => new(
        after,
        stage,
        // Between its receipt and its place nobody looks for it under another kind or state; the end of a round lists whatever a crash kept from the lists.
        before is null || !after.IsUnderWay || before.Request?.State == RequestState.Landed || (after.Version != before.Version && after.Request?.State is not (RequestState.Received or RequestState.Routed)));
}
