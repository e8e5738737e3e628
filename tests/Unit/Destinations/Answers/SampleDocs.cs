using Microsoft.Extensions.Options;
using Router.Destinations.Answers;

namespace Router.Unit.Destinations.Answers;

/// <summary>Two pages as a team would write them.</summary>
internal static class SampleDocs
{
    public static IOptions<AnswersOptions> Options { get; } =
        Microsoft.Extensions.Options.Options.Create(new AnswersOptions { DocsPath = Path.Combine("Destinations", "Answers", "Docs") });

    public static DocsLibrary Library { get; } = new(Options);
}
