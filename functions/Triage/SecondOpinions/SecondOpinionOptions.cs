using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Triage.SecondOpinions;

/// <summary>A language model that is asked about messages which the linear model is not sure of. Off unless an endpoint is named: what it is asked about leaves the app.</summary>
internal sealed class SecondOpinionOptions : IValidatableObject
{
    public const string Section = "SecondOpinion";

    /// <summary>Address of an Azure OpenAI resource, for example https://example.openai.azure.com, or of any other service that speaks as OpenAI does, for example http://localhost:11434/v1; null asks nobody.</summary>
    [Url(ErrorMessage = "SecondOpinion__Endpoint must be the address of an Azure OpenAI resource or of a service that speaks as OpenAI does, for example https://example.openai.azure.com.")]
    public string? Endpoint { get; set; }

    /// <summary>Name of the model, for Azure of its deployment.</summary>
    public string? Deployment { get; set; }

    /// <summary>Which messages it is asked about: those that the model is not sure of, or all.</summary>
    public OpinionScope Ask { get; set; }

    /// <summary>What a million tokens of questions cost, in the currency of your choice; for the model's page.</summary>
    [Range(0.0, 10_000.0, ErrorMessage = "SecondOpinion__InputPrice must be from 0 to 10000.")]
    public decimal InputPrice { get; set; }

    /// <summary>What a million tokens of answers cost.</summary>
    [Range(0.0, 10_000.0, ErrorMessage = "SecondOpinion__OutputPrice must be from 0 to 10000.")]
    public decimal OutputPrice { get; set; }

    /// <summary>A key of the service; null asks an Azure resource as the app's own identity, and any other without one.</summary>
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

        if (IsOn && !Endpoint!.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.IsLoopback))
        {
            yield return new ValidationResult("SecondOpinion__Endpoint must begin with https:// unless it is on this machine: customers' words are sent there.");
        }
    }
}

/// <summary>Which messages a language model is asked about.</summary>
internal enum OpinionScope
{
    /// <summary>Those that the model is not sure of.</summary>
    Unclear,

    /// <summary>All. Where it contradicts a model that is sure, a person decides.</summary>
    Always,
}

[OptionsValidator]
internal sealed partial class SecondOpinionOptionsValidator : IValidateOptions<SecondOpinionOptions>;
