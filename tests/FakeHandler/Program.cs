using Router.FakeHandler;

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.Services.AddRoutingCore();
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
    kestrel.Listen(System.Net.IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT")!, System.Globalization.CultureInfo.InvariantCulture)));
var app = builder.Build();
app.MapGet("/", Echo.AnswerAsync);
app.MapGet("/api/exit/{code:int}", (int code) => Environment.Exit(code));
app.MapGet("/api/redirect", context => Task.Run(() => context.Response.Redirect("/elsewhere")));
app.MapGet("/api/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
app.MapGet("/api/process", () => Environment.ProcessId);
app.MapGet("/api/status/{code:int}", (HttpContext context, int code) => context.Response.StatusCode = code);
app.MapPost("/api/email", FakeIntake.Receive);
app.MapPost("/api/forms/{form}", FakeIntake.Receive);
app.MapPost("/api/webhooks/{source}", FakeIntake.Receive);
app.MapGet("/api/fake-status/{id:int}", FakeIntake.Status);
app.MapFallback("/api/{**rest}", Echo.AnswerAsync);
app.MapPost("/{function}", FunctionCalls.AnswerAsync);
Console.Error.WriteLine("fake handler: a warning");
await app.RunAsync();
