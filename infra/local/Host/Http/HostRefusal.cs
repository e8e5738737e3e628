using Microsoft.AspNetCore.Http;

namespace Router.FunctionsHost.Http;

/// <summary>What the web server in front refuses before the handler sees it, said in the handler's own words so that a caller reads one language.</summary>
internal sealed record HostRefusal(int Status, string Code, string Detail)
{
    public static readonly HostRefusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "payload-too-large", $"The limit is {HttpFront.LargestBody} bytes.");

    private static readonly HostRefusal TooSlow =
        new(StatusCodes.Status408RequestTimeout, "body-too-slow", "The body came too slowly and was not read to its end. Nothing was kept; send it again.");

    /// <summary>HTTP wants the header, and lets it be empty; nothing in front of the real host does.</summary>
    public static readonly HostRefusal HostMissing = new(StatusCodes.Status421MisdirectedRequest, "host-unknown", "The header Host is empty or missing.");

    /// <summary>The worker's web server takes no other; the real host fails where it passes one on.</summary>
    public static readonly HostRefusal HeaderMalformed =
        new(StatusCodes.Status400BadRequest, "header-malformed", "A header holds a character that is not ASCII. Encode it: RFC 8187 for parameters, percent signs for addresses.");

    /// <summary>Nobody has got the request, so it is safe to say so.</summary>
    public static readonly HostRefusal AppUnavailable =
        new(StatusCodes.Status503ServiceUnavailable, "app-unavailable", "The app is not there at this moment. Nothing was kept; send it again after the time in Retry-After.");

    public static readonly HostRefusal NothingThere = new(StatusCodes.Status404NotFound, "page-unknown", "Nothing is at this address, or it takes other methods.");

    /// <summary>Or none is set, which no key is the right one for.</summary>
    public static readonly HostRefusal KeyInvalid = new(StatusCodes.Status401Unauthorized, "host-key-invalid", "Send the setting HostAdminKey in the header x-functions-key.");

    private const string RetryAfterSeconds = "5";

    private static readonly HostRefusal Malformed =
        new(StatusCodes.Status400BadRequest, "payload-malformed", "The body broke off, or its chunks are malformed.");

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
                    StatusCodes.Status400BadRequest => Malformed,
                    _ => null,
                };
            }
        }

        return null;
    }

    public Task WriteAsync(HttpResponse response)
    {
        HostHeaders.Begin(response, Status);
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        response.ContentType = "application/problem+json";
        return response.WriteAsync($$"""{"title":"{{Code}}","status":{{Status}},"code":"{{Code}}","detail":"{{Detail}}"}""");
    }
}
