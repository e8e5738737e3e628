using Microsoft.Extensions.Options;

namespace Router.Operations;

internal static class OperationsRegistration
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SiteOptions>().BindConfiguration("Site").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SiteOptions>, SiteOptionsValidator>();
        builder.Services.AddSingleton<SiteAddress>();
        builder.Services.AddSingleton(TimeProvider.System);
    }
}
