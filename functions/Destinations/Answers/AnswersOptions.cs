using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Destinations.Answers;

/// <summary>Where the documentation is, and when a page counts as an answer.</summary>
internal sealed class AnswersOptions
{
    /// <summary>Folder of the Markdown files, absolute or from the app's folder; the default is "docs".</summary>
    [Required(ErrorMessage = "Answers__DocsPath must name the folder of the documentation's Markdown files.")]
    public string DocsPath { get; set; } = "docs";

    /// <summary>Where customers read the documentation, for example "https://docs.example.com"; without it this app's own /docs pages.</summary>
    [Url(ErrorMessage = "Answers__BaseUrl must be an absolute http or https address.")]
    public string? BaseUrl { get; set; }

    /// <summary>How much of what the customer asks a passage has to cover, 0 to 1 (a word of its heading counts one and a half); the default is 0.54. Under it the question is a gap.</summary>
    [Range(0.0, 1.0, ErrorMessage = "Answers__MinCoverage must be from 0 to 1.")]
    public double MinCoverage { get; set; } = 0.54;

    /// <summary>Passages quoted in one answer, 1 to 5; the default is 2.</summary>
    [Range(1, 5, ErrorMessage = "Answers__MaxQuotes must be from 1 to 5.")]
    public int MaxQuotes { get; set; } = 2;

    public string DocsFolder => Path.Combine(AppContext.BaseDirectory, DocsPath);
}

[OptionsValidator]
internal sealed partial class AnswersOptionsValidator : IValidateOptions<AnswersOptions>;

/// <summary>Looks whether the documentation is there; an attribute can't, since it would need the options to be public.</summary>
internal sealed class DocsFolderValidator : IValidateOptions<AnswersOptions>
{
    public ValidateOptionsResult Validate(string? name, AnswersOptions options) =>
        Directory.Exists(options.DocsFolder) && Directory.EnumerateFiles(options.DocsFolder, "*.md", SearchOption.AllDirectories).Any()
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Answers__DocsPath must be a folder with at least one Markdown file.");
}
