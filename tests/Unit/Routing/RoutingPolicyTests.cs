using Router.Requests;
using Router.Routing;

namespace Router.Unit.Routing;

public sealed class RoutingPolicyTests
{
    [Theory]
    [InlineData(nameof(RequestKind.Doing), "AnswerFromDocs")]
    [InlineData(nameof(RequestKind.Building), "AddToBacklog")]
    [InlineData(nameof(RequestKind.Fixing), "FileBug")]
    [InlineData(nameof(RequestKind.Unclear), null)]
    public void Decide_Kind_MessageWithReason(string kind, string? message)
    {
        var route = RoutingPolicy.Decide(Enum.Parse<RequestKind>(kind));

        Assert.Equal(message, route.Message);
        Assert.NotEmpty(route.Why);
    }
}
