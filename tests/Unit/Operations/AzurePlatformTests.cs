using Router.Operations;

namespace Router.Unit.Operations;

public sealed class AzurePlatformTests
{
    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_SKU")]
    [InlineData("WEBSITE_POD_NAME")]
    [InlineData("LEGION_SERVICE_HOST")]
    [InlineData("MANAGED_ENVIRONMENT")]
    [InlineData("CONTAINER_APP_REVISION")]
    [InlineData("CONTAINER_APP_NAME")]
    [InlineData("WEBSITE_OWNER_NAME")]
    public void IsUnder_WhatOnlyThePlatformSets_True(string name) =>
        Assert.True(IsUnder((name, "x"), ("AZURE_FUNCTIONS_ENVIRONMENT", "Development")));

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("AZURE_FUNCTIONS_ENVIRONMENT", "Production", true)]
    [InlineData("AZURE_FUNCTIONS_ENVIRONMENT", "development", false)]
    [InlineData("AzureWebJobsEnvironment", "Development", false)]
    public void IsUnder_NameOfTheSite_TrueButForDevelopment(string? name, string? environment, bool expected) =>
        Assert.Equal(expected, IsUnder(("WEBSITE_SITE_NAME", "support"), (name ?? "none", environment)));

    [Fact]
    public void IsUnder_WhatLocalHostsAndOtherPlatformsSet_False() =>
        Assert.False(IsUnder(("WEBSITE_HOSTNAME", "127.0.0.1:7071"), ("CONTAINER_NAME", "x"), ("KUBERNETES_SERVICE_HOST", "10.0.0.1"), ("WEBSITE_INSTANCE_ID", "")));

    [Fact]
    public void IsUnder_DefaultHostNameOfAnApp_True() => Assert.True(IsUnder(("WEBSITE_HOSTNAME", "support.azurewebsites.net")));

    private static bool IsUnder(params (string Name, string? Value)[] settings) => AzurePlatform.IsUnder(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build());
}
