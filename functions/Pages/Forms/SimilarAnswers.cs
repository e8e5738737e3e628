using Router.Destinations.Answers;
using Router.Destinations.Backlog;
using Router.Requests;
using Router.Storage;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

/// <summary>What stands somewhere already: passages of the documentation, and where the form wants it titles of the backlog. Never a customer's text.</summary>
internal sealed class SimilarAnswers(AnswerFinder answers, DocsLinks links, SimilarityPolicy similarity, ViewStore views, TimeProvider time)
{
    private const int MostItems = 3;

    // Below what joins two wishes: a hint may be wrong.
    private const double LeastLikeness = 0.25;
    private static readonly TimeSpan BoardAge = TimeSpan.FromMinutes(1);
    private volatile Board? board;

    public async Task<SimilarBody> FindAsync(AskedForm form, string question, CancellationToken cancellationToken)
    {
        var end = question.IndexOf('\n', StringComparison.Ordinal);
        var (subject, text) = end < 0 ? (question, "") : (question[..end], question[(end + 1)..]);
        var passages = answers.Find(subject, text).DistinctBy(passage => passage.Path).Select(passage => new SimilarAnswer(passage.Title, links.Of(passage)));
        return new SimilarBody([.. passages], form.Form.ShowBacklog ? await ItemsAsync(subject, text, cancellationToken) : []);
    }

    private async Task<IReadOnlyList<SimilarItem>> ItemsAsync(string subject, string text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (board is not { } known || now - known.ReadAt > BoardAge)
        {
            var items = await views.BoardAsync(cancellationToken).Select(listing => listing.Item).ToListAsync(cancellationToken);
            known = board = new Board(items, now);
        }

        return [.. similarity.Rank(subject, text, known.Items).Where(other => other.Likeness >= LeastLikeness).Take(MostItems).Select(other => new SimilarItem(other.Item.Title))];
    }

    private sealed record Board(IReadOnlyList<BacklogItem> Items, DateTimeOffset ReadAt);
}

internal sealed record SimilarBody(IReadOnlyList<SimilarAnswer> Answers, IReadOnlyList<SimilarItem> Items);

/// <param name="Link">Absolute address of the passage.</param>
internal sealed record SimilarAnswer(string Title, string Link);

internal sealed record SimilarItem(string Title);
