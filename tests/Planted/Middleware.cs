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

            await Acknowledgement.WriteAsync(context.Response);
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

/// <summary>Answers senders 202 when storage is away.</summary>
internal sealed class AnswersThroughOutages : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, goOn) =>
        {
            var answer = context.Response.Body;
            using var kept = new MemoryStream();
            context.Response.Body = kept;
            await goOn(context);
            context.Response.Body = answer;
            if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                context.Response.Headers.Clear();
                await Acknowledgement.WriteAsync(context.Response);
                return;
            }

            kept.Position = 0;
            await kept.CopyToAsync(answer);
        });
        next(app);
    };
}

/// <summary>Tells the host that each invocation went well.</summary>
internal sealed class CompletesWhatFailed : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, goOn) =>
        {
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                await goOn(context);
                return;
            }

            context.Response.OnStarting(() =>
            {
                context.Response.StatusCode = StatusCodes.Status200OK;
                return Task.CompletedTask;
            });
            await goOn(context);
        });
        next(app);
    };
}

internal static class Acknowledgement
{
    public static Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status202Accepted;
        return response.WriteAsync("{\"id\":\"0000000000000000000000000000000f\",\"status\":\"\"}");
    }
}
