using Router.Destinations.Answers;

namespace Router.Unit.Destinations.Answers;

public sealed class AnswersOptionsTests
{
    private static readonly AnswersOptions Valid = SampleDocs.Options.Value;

    [Fact]
    public void Validate_SampleDocs_Valid() => Assert.True(new AnswersOptionsValidator().Validate(null, Valid).Succeeded);

    [Theory]
    [InlineData("", null, 0.5, 2, "DocsPath")]
    [InlineData("..", "docs.example.com", 0.5, 2, "BaseUrl")]
    [InlineData("..", null, 1.1, 2, "MinCoverage")]
    [InlineData("..", null, 0.5, 0, "MaxQuotes")]
    public void Validate_OutOfRange_NamesTheSetting(string docsPath, string? baseUrl, double minCoverage, int maxQuotes, string setting)
    {
        var options = new AnswersOptions { DocsPath = docsPath == ".." ? Valid.DocsPath : docsPath, BaseUrl = baseUrl, MinCoverage = minCoverage, MaxQuotes = maxQuotes };

        Assert.Contains(setting, new AnswersOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-folder")]
    [InlineData("Destinations/Answers/Docs/redirects.md")]
    public void Validate_NoDocsThere_Refused(string docsPath) =>
        Assert.True(new DocsFolderValidator().Validate(null, new AnswersOptions { DocsPath = docsPath }).Failed);

    [Fact]
    public void Validate_DocsThere_Valid() => Assert.True(new DocsFolderValidator().Validate(null, Valid).Succeeded);
}
