using Microsoft.Extensions.Options;
using Router.Operations;

namespace Router.Destinations.Answers;

/// <summary>Addresses of passages that customers can open.</summary>
internal sealed class DocsLinks(IOptions<AnswersOptions> options, SiteAddress site)
{
    public string Of(Passage passage) => options.Value.BaseUrl is { Length: > 0 } elsewhere
        ? $"{elsewhere.TrimEnd('/')}/{passage.Slug}{passage.Fragment}"
        : site.Of(passage.Path);
}
