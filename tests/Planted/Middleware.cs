namespace Router.Planted;

/// <summary>Answers senders 202 and keeps nothing.</summary>
internal sealed class AcknowledgesWithoutStoring : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, goOn) =>
        {
            if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                await goOn(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status202Accepted;
            await context.Response.WriteAsync("{\"id\":\"0000000000000000000000000000000f\",\"status\":\"\"}");
        });
        next(app);
    };
}

/// <summary>Answers the relay's timer without running it.</summary>
internal sealed class NeverRelays : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, goOn) =>
        {
            if (context.Request.Path != "/RelayOutbox")
            {
                await goOn(context);
                return;
            }

            await context.Response.WriteAsync("{}");
        });
        next(app);
    };
}
