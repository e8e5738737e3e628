using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Destinations.Answers;

/// <summary>Where the documentation is, and when a page counts as an answer.</summary>
internal sealed class AnswersOptions
{
    /// <summary>Folder of the Markdown files, absolute or from the app's folder; the default is "docs".</summary>
    [Required(ErrorMessage = "Answers__DocsPath must name the folder of the documentation's Markdown files.")]
    [CustomValidation(typeof(AnswersOptions), nameof(ValidateDocsPath))]
    public string DocsPath { get; set; } = "docs";

    /// <summary>Where customers read the documentation, for example "https://docs.example.com"; without it this app's own /docs pages.</summary>
    [Url(ErrorMessage = "Answers__BaseUrl must be an absolute http or https address.")]
    public string? BaseUrl { get; set; }

    /// <summary>How much of what the customer asks a passage has to cover, 0 to 1; the default is 0.5. Under it the question is a gap.</summary>
    [Range(0.0, 1.0, ErrorMessage = "Answers__MinCoverage must be from 0 to 1.")]
    public double MinCoverage { get; set; } = 0.5;

    /// <summary>Passages quoted in one answer, 1 to 5; the default is 2.</summary>
    [Range(1, 5, ErrorMessage = "Answers__MaxQuotes must be from 1 to 5.")]
    public int MaxQuotes { get; set; } = 2;

    public string DocsFolder => FolderOf(DocsPath);

    public static ValidationResult? ValidateDocsPath(string? value) =>
        value is not null && Directory.Exists(FolderOf(value)) && Directory.EnumerateFiles(FolderOf(value), "*.md", SearchOption.AllDirectories).Any()
            ? ValidationResult.Success
            : new ValidationResult("Answers__DocsPath must be a folder with at least one Markdown file.");

    private static string FolderOf(string path) => Path.Combine(AppContext.BaseDirectory, path);
}

[OptionsValidator]
internal sealed partial class AnswersOptionsValidator : IValidateOptions<AnswersOptions>;
