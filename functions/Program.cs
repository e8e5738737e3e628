using Router;

var builder = RouterBuilder.Create(args);
var app = builder.Build();
app.MapRouter();
await app.RunAsync();
