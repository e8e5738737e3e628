using System.ComponentModel.DataAnnotations;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Router.Storage;

/// <summary>Where requests are kept.</summary>
internal sealed class StorageOptions
{
    /// <summary>Connection string of the storage account; the Functions host's own setting AzureWebJobsStorage.</summary>
    [Required(ErrorMessage = "Set AzureWebJobsStorage to the connection string of the storage account (local.settings.json, or the app settings in Azure).")]
    [StorageConnectionStringFormat(ErrorMessage = "AzureWebJobsStorage must hold the connection string of a storage account: DefaultEndpointsProtocol=https;AccountName=…;AccountKey=….")]
    public string? ConnectionString { get; set; }

    /// <summary>Longest wait for one storage call with its retries, 1 to 60 seconds; the default is 8.</summary>
    [Range(1, 60, ErrorMessage = "Storage__DeadlineSeconds must be from 1 to 60.")]
    public int DeadlineSeconds { get; set; } = 8;
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class StorageConnectionStringFormatAttribute : ValidationAttribute
{
    // Those who read it are the judges; neither calls anybody before it is asked to. One that names tables alone is dereferenced by the client for blobs.
    public override bool IsValid(object? value) => string.IsNullOrWhiteSpace(value as string) || IsRead((string)value!);

    private static bool IsRead(string text)
    {
        try
        {
            return new TableServiceClient(text).Uri.IsAbsoluteUri && new BlobServiceClient(text).Uri.IsAbsoluteUri;
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            return false;
        }
    }
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
