namespace Router.Operations;

/// <summary>
/// Tells Azure from a machine of one's own by what only the platform sets: the variables by which the Functions host itself tells its plans apart.
/// WEBSITE_HOSTNAME is none of them, as local hosts set it, nor is CONTAINER_NAME, as other platforms do.
/// </summary>
internal static class AzurePlatform
{
    /// <summary>The default host name of the app.</summary>
    public const string HostNameSetting = "WEBSITE_HOSTNAME";

    // App Service and its plans; Flex Consumption; Container Apps.
    private static readonly string[] Marks =
        ["WEBSITE_INSTANCE_ID", "WEBSITE_SKU", "WEBSITE_POD_NAME", "LEGION_SERVICE_HOST", "MANAGED_ENVIRONMENT", "CONTAINER_APP_REVISION"];

    // Developers set it for the role name of Application Insights; then their host says Development.
    private const string SiteNameSetting = "WEBSITE_SITE_NAME";
    private static readonly string[] Environments = ["AZURE_FUNCTIONS_ENVIRONMENT", "AzureWebJobsEnvironment"];

    public static bool IsUnder(IConfiguration settings) =>
        Array.Exists(Marks, mark => IsSet(settings, mark)) || (IsSet(settings, SiteNameSetting) && !Array.Exists(Environments, name => IsDevelopment(settings[name])));

    private static bool IsSet(IConfiguration settings, string name) => !string.IsNullOrEmpty(settings[name]);

    private static bool IsDevelopment(string? environment) => string.Equals(environment, "Development", StringComparison.OrdinalIgnoreCase);
}
