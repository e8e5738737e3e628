using Router;
using Router.Planted;

// The app with one bug in it, chosen by the setting Planted__Bug: what the oracle must see.
var builder = RouterBuilder.Create(args);
builder.Plant(builder.Configuration["Planted:Bug"]);
await builder.Build().RunAsync();
