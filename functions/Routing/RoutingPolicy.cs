using Router.Messaging;
using Router.Requests;

namespace Router.Routing;

/// <param name="Message">The message to the destination, see <see cref="MessageNames"/>; null where nobody is told.</param>
internal sealed record RequestRoute(string? Message, string Why);

/// <summary>Which destination a kind of request goes to.</summary>
internal static class RoutingPolicy
{
    public static RequestRoute Decide(RequestKind kind) => kind switch
    {
        RequestKind.Doing => new(MessageNames.AnswerFromDocs, "Asks us to do or explain something: the docs answer first."),
        RequestKind.Building => new(MessageNames.AddToBacklog, "Wants what the product does not have: product weighs it."),
        RequestKind.Fixing => new(MessageNames.FileBug, "Something does not work as designed: its owner looks at it."),
        _ => new(null, "Not sure enough: a person decides."),
    };
}
