using Microsoft.Extensions.Options;

namespace Router.Destinations.Answers;

/// <summary>Looks for the passages that answer a request; none is a gap in the documentation.</summary>
internal sealed class AnswerFinder(DocsLibrary library, IOptions<AnswersOptions> options) : IDisposable
{
    private readonly Lazy<PassageIndex> index = new(
        () => new PassageIndex(library.Pages.SelectMany(page => page.Passages)), LazyThreadSafetyMode.ExecutionAndPublication);

    public IReadOnlyList<Passage> Find(string subject, string text) =>
        index.Value.Search(Question.TermsOf(subject, text), options.Value.MinCoverage, options.Value.MaxQuotes);

    public void Dispose()
    {
        if (index.IsValueCreated)
        {
            index.Value.Dispose();
        }
    }
}
