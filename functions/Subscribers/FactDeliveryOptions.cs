using Microsoft.Extensions.Options;
using Router.Operations;

namespace Router.Subscribers;

/// <summary>How facts leave.</summary>
internal sealed class FactDeliveryOptions
{
    /// <summary>True to let subscribers on this machine's loopback be called, over http too; for development only. The default is false.</summary>
    public bool AllowLoopback { get; set; }
}

/// <summary>In Azure the loopback holds the platform's own services.</summary>
internal sealed class FactDeliveryOptionsValidator(IConfiguration settings) : IValidateOptions<FactDeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, FactDeliveryOptions options) => options.AllowLoopback && AzurePlatform.IsUnder(settings)
        ? ValidateOptionsResult.Fail("FactDelivery__AllowLoopback is for development: it can't be on in Azure.")
        : ValidateOptionsResult.Success;
}
