using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Triage.SecondOpinions;

/// <summary>A language model that is asked about messages which the linear model is not sure of. Off unless an endpoint is named: what it is asked about leaves the app.</summary>
internal sealed class SecondOpinionOptions : IValidatableObject
{
    public const string Section = "SecondOpinion";

    /// <summary>Address of the Azure OpenAI resource, for example https://example.openai.azure.com; null asks nobody.</summary>
    [Url(ErrorMessage = "SecondOpinion__Endpoint must be the address of the Azure OpenAI resource, for example https://example.openai.azure.com.")]
    public string? Endpoint { get; set; }

    /// <summary>Name of the model's deployment.</summary>
    public string? Deployment { get; set; }

    /// <summary>A key of the resource; null asks as the app's own identity.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Longest wait for an answer, 1 to 60 seconds; the default is 8. Later the message stays unclear.</summary>
    [Range(1, 60, ErrorMessage = "SecondOpinion__TimeoutSeconds must be from 1 to 60.")]
    public int TimeoutSeconds { get; set; } = 8;

    /// <summary>Most questions a day (UTC) of one running instance, 1 to 100,000; the default is 200. Beyond it messages stay unclear.</summary>
    [Range(1, 100_000, ErrorMessage = "SecondOpinion__DailyBudget must be from 1 to 100000.")]
    public int DailyBudget { get; set; } = 200;

    public bool IsOn => !string.IsNullOrWhiteSpace(Endpoint);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && string.IsNullOrWhiteSpace(Deployment))
        {
            yield return new ValidationResult("SecondOpinion__Deployment must name the model's deployment when SecondOpinion__Endpoint is set.");
        }

        if (IsOn && !Endpoint!.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            yield return new ValidationResult("SecondOpinion__Endpoint must begin with https://: customers' words are sent there.");
        }
    }
}

[OptionsValidator]
internal sealed partial class SecondOpinionOptionsValidator : IValidateOptions<SecondOpinionOptions>;
