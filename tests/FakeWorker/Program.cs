using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;

if (Environment.GetEnvironmentVariable("Fake__start") == "crash")
{
    return 7;
}

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);

// MVC, which comes with the web part of the worker, would write its keys into the home folder.
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
Console.Error.WriteLine("fake worker: a warning");
await builder.Build().RunAsync();
return 200;
