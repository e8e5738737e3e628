using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;

namespace Router.Messaging;

/// <summary>How queues are reached, and how patiently.</summary>
internal sealed class MessagingOptions : IValidatableObject
{
    /// <summary>Connection string of the Service Bus namespace; the setting ServiceBus, which the triggers use too.</summary>
    [ServiceBusConnectionStringFormat(ErrorMessage = "ServiceBus must hold Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=….")]
    public string? ConnectionString { get; set; }

    /// <summary>The namespace's host name, for the app's own identity instead of a connection string; the setting ServiceBus__fullyQualifiedNamespace, as the triggers name it.</summary>
    [RegularExpression(@"[A-Za-z0-9][A-Za-z0-9.-]{0,251}[A-Za-z0-9]", ErrorMessage = "ServiceBus__fullyQualifiedNamespace must be a host name, for example example.servicebus.windows.net.")]
    public string? FullyQualifiedNamespace { get; set; }

    /// <summary>The client id of a user-assigned identity; the setting ServiceBus__clientId. Without it the system-assigned one speaks.</summary>
    public string? ClientId { get; set; }

    /// <summary>Longest wait for the broker's confirmation of one message, 1 to 60 seconds; the default is 5.</summary>
    [Range(1, 60, ErrorMessage = "Messaging__SendDeadlineSeconds must be from 1 to 60.")]
    public int SendDeadlineSeconds { get; set; } = 5;

    /// <summary>Longest wait for the broker's answer when it is reached and when it is asked whether it is there, 1 to 30 seconds; the default is 3. A broker that comes back waits at most so long and 1.5 s.</summary>
    [Range(1, 30, ErrorMessage = "Messaging__ConnectTimeoutSeconds must be from 1 to 30.")]
    public int ConnectTimeoutSeconds { get; set; } = 3;

    /// <summary>A connection that is silent for so long is closed, 2 to 60 seconds; the default is 20.</summary>
    [Range(2, 60, ErrorMessage = "Messaging__IdleTimeoutSeconds must be from 2 to 60.")]
    public int IdleTimeoutSeconds { get; set; } = 20;

    /// <summary>How long an intent may stand before the relay takes it for a crash's left-over, 1 to 600 seconds; the default is 20.</summary>
    [Range(1, 600, ErrorMessage = "Messaging__RelayGraceSeconds must be from 1 to 600.")]
    public int RelayGraceSeconds { get; set; } = 20;

    /// <summary>
    /// How long a message that was sent may go without its effect before the relay sends it again, 1 to 86,400 seconds; the default is 300. A crash loop or a
    /// restart can use up a message's deliveries (the host abandons at once while the app is away), and then it lies in the dead letters.
    /// </summary>
    [Range(1, 86_400, ErrorMessage = "Messaging__ResendAfterSeconds must be from 1 to 86400.")]
    public int ResendAfterSeconds { get; set; } = 300;

    /// <summary>Longest time for handling one message, 5 to 270 seconds; below functionTimeout, which kills the process. The default is 60.</summary>
    [Range(5, 270, ErrorMessage = "Messaging__HandlerDeadlineSeconds must be from 5 to 270.")]
    public int HandlerDeadlineSeconds { get; set; } = 60;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(ConnectionString) == string.IsNullOrWhiteSpace(FullyQualifiedNamespace))
        {
            yield return new ValidationResult(
                "Set ServiceBus to the connection string of the Service Bus namespace (local.settings.json, or the app settings in Azure), or ServiceBus__fullyQualifiedNamespace to its host name; one of them.");
        }
    }
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class ServiceBusConnectionStringFormatAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => string.IsNullOrWhiteSpace(value as string) || IsComplete((string)value!);

    private static bool IsComplete(string text)
    {
        try
        {
            var parts = ServiceBusConnectionStringProperties.Parse(text);
            return parts is { SharedAccessKeyName.Length: > 0, SharedAccessKey.Length: > 0 } && NamesHost().IsMatch(text);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException)
        {
            return false;
        }
    }

    // Where it names none, the parser makes it localhost.
    [GeneratedRegex(@"(^|;)\s*Endpoint\s*=\s*\w+://\w", RegexOptions.IgnoreCase)]
    private static partial Regex NamesHost();
}

[OptionsValidator]
internal sealed partial class MessagingOptionsValidator : IValidateOptions<MessagingOptions>;
