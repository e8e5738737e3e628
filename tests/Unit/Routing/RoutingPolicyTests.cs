using Router.Routing;
using Router.Shared;

namespace Router.Unit.Routing;

public sealed class RoutingPolicyTests
{
    [Theory]
    [InlineData(nameof(RequestKind.Doing), "doing")]
    [InlineData(nameof(RequestKind.Building), "building")]
    [InlineData(nameof(RequestKind.Fixing), "fixing")]
    [InlineData(nameof(RequestKind.Unclear), null)]
    public void Decide_Kind_QueueWithReason(string kind, string? queue)
    {
        var route = RoutingPolicy.Decide(Enum.Parse<RequestKind>(kind));

        Assert.Equal(queue, route.Queue);
        Assert.NotEmpty(route.Why);
    }
}
