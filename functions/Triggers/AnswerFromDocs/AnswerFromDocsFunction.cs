using Router.Messaging;

namespace Router.Triggers;

internal static class AnswerFromDocsFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapQueueTrigger(MessageNames.AnswerFromDocs);
}
