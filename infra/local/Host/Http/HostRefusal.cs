using Microsoft.AspNetCore.Http;

namespace Router.FunctionsHost.Http;

/// <summary>What the web server in front refuses before the handler sees it, said in the handler's own words so that a caller reads one language.</summary>
internal sealed record HostRefusal(int Status, string Code, string Detail)
{
    public static readonly HostRefusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "payload-too-large", $"The limit is {HttpFront.LargestBody} bytes.");

    private static readonly HostRefusal TooSlow =
        new(StatusCodes.Status408RequestTimeout, "body-too-slow", "The body came too slowly and was not read to its end. Nothing was kept; send it again.");

    /// <summary>Null where something else is wrong.</summary>
    public static HostRefusal? Of(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException refused)
            {
                return refused.StatusCode switch
                {
                    StatusCodes.Status408RequestTimeout => TooSlow,
                    StatusCodes.Status413PayloadTooLarge => TooLarge,
                    _ => null,
                };
            }
        }

        return null;
    }

    public Task WriteAsync(HttpResponse response)
    {
        response.Clear();
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        return response.WriteAsync($$"""{"title":"{{Code}}","status":{{Status}},"code":"{{Code}}","detail":"{{Detail}}"}""");
    }
}
