using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Router.Operations;

internal static class OperationsRegistration
{
    public static void AddOperations(this IHostApplicationBuilder builder)
    {
        // The web server's request lines hold addresses, and a status page's address holds the customer's token.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // The worker hands each line to the host, which says where lines go.
        builder.Logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None);
        builder.Services.AddOptions<SiteOptions>().BindConfiguration("Site").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SiteOptions>, SiteOptionsValidator>();
        builder.Services.AddSingleton<SiteAddress>();
        builder.Services.AddSingleton<Refusals>();
        builder.Services.AddSingleton<SiteHosts>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new KeysInMemory());
        ForgetKeysMadeInAdvance(builder.Services);
    }

    // The web framework makes a key at the start, before anybody protects anything with it; nobody does here.
    private static void ForgetKeysMadeInAdvance(IServiceCollection services)
    {
        foreach (var maker in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(maker);
        }
    }
}
