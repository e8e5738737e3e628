using Router.Destinations.Wording;
using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Storage;

namespace Router.Destinations.Answers;

/// <summary>Answers what customers can do themselves with the passages of the docs that show how, or reports that the docs lack it.</summary>
internal sealed class AnswerFromDocsHandler(
    PartitionStore partitions, StageCommitter committer, AnswerFinder answers, DocsLinks links, ReplyWriter replies) : IMessageHandler
{
    private const string GapSummary = "Gap in the documentation";

    private const int LongestTitle = 120;
    private const int LongestQuote = 700;

    public string Message => MessageNames.AnswerFromDocs;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        if (Landings.IsOver(partition, envelope))
        {
            return;
        }

        var passages = answers.Find(request.Subject, partition.Text);
        await committer.CommitAsync(partition, passages.Count == 0 ? ToGap(request) : ToAnswer(request, passages), cancellationToken);
    }

    private Stage ToAnswer(Request request, IReadOnlyList<Passage> passages)
    {
        var landing = new Landing(
            LandingPlace.Answer, $"Answered with “{Excerpt.Of(passages[0].Title, LongestTitle)}”", passages[0].Path);
        var quotes = passages.Select(passage => new Quote(passage.Title, Excerpt.Of(passage.Text, LongestQuote), links.Of(passage))).ToList();
        return ToLanded(request, landing, MailTemplates.AnsweredFromDocs, (_, promise) => ReplyTemplates.AnsweredFromDocs(quotes, promise));
    }

    private Stage ToGap(Request request) =>
        ToLanded(request, new Landing(LandingPlace.DocumentationGap, GapSummary, $"/requests/{request.Id}"), MailTemplates.DocumentationGap, ReplyTemplates.DocumentationGap);

    private Stage ToLanded(Request request, Landing landing, string templateName, Func<Request, string, string> template)
    {
        var landed = request with { State = RequestState.Landed, Landing = landing };
        return replies.WithReply(new Stage(StageNames.LandingOf(request.Moves), landed) { Events = [$"{landing.Summary}."] }, landed, templateName, template);
    }
}
