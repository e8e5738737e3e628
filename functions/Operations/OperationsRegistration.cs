using Microsoft.Extensions.Options;

namespace Router.Operations;

internal static class OperationsRegistration
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        // The web server's request lines hold addresses, and a status page's address holds the customer's token.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.AddOptions<SiteOptions>().BindConfiguration("Site").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SiteOptions>, SiteOptionsValidator>();
        builder.Services.AddSingleton<SiteAddress>();
        builder.Services.AddSingleton(TimeProvider.System);
    }
}
