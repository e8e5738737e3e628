using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Storage;

/// <summary>Where requests are kept.</summary>
internal sealed class StorageOptions
{
    /// <summary>Connection string of the storage account; the Functions host's own setting AzureWebJobsStorage.</summary>
    [Required(ErrorMessage = "Set AzureWebJobsStorage to the connection string of the storage account (local.settings.json, or the app settings in Azure).")]
    public string? ConnectionString { get; set; }

    /// <summary>Longest wait for one storage call with its retries, 1 to 60 seconds; the default is 8.</summary>
    [Range(1, 60, ErrorMessage = "Storage__DeadlineSeconds must be from 1 to 60.")]
    public int DeadlineSeconds { get; set; } = 8;
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
