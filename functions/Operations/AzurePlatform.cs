namespace Router.Operations;

/// <summary>
/// Tells Azure from a machine of one's own by what only the platform sets: the variables by which the Functions host itself tells its plans apart.
/// WEBSITE_HOSTNAME counts only with Azure's own domain, as local hosts set it; CONTAINER_NAME does not, as other platforms set it.
/// </summary>
internal static class AzurePlatform
{
    /// <summary>The default host name of the app.</summary>
    public const string HostNameSetting = "WEBSITE_HOSTNAME";

    // App Service and its plans; Flex Consumption; Container Apps.
    private static readonly string[] Marks =
    [
        "WEBSITE_INSTANCE_ID", "WEBSITE_SKU", "WEBSITE_OWNER_NAME", "WEBSITE_POD_NAME", "LEGION_SERVICE_HOST", "MANAGED_ENVIRONMENT",
        "CONTAINER_APP_REVISION", "CONTAINER_APP_NAME",
    ];

    // Developers set it for the role name of Application Insights; then their host says Development.
    private const string SiteNameSetting = "WEBSITE_SITE_NAME";
    private static readonly string[] Environments = ["AZURE_FUNCTIONS_ENVIRONMENT", "AzureWebJobsEnvironment"];

    // A local host has an address of the machine there.
    private const string DefaultDomain = ".azurewebsites.net";

    public static bool IsUnder(IConfiguration settings) =>
        Array.Exists(Marks, mark => IsSet(settings, mark))
        || settings[HostNameSetting]?.EndsWith(DefaultDomain, StringComparison.OrdinalIgnoreCase) == true
        || (IsSet(settings, SiteNameSetting) && !Array.Exists(Environments, name => IsDevelopment(settings[name])));

    private static bool IsSet(IConfiguration settings, string name) => !string.IsNullOrEmpty(settings[name]);

    private static bool IsDevelopment(string? environment) => string.Equals(environment, "Development", StringComparison.OrdinalIgnoreCase);
}
