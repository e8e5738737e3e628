using Router.Requests;

namespace Router.Triggers.Http;

internal static class BoundedBody
{
    private const int BufferBytes = 81_920;

    /// <returns>The body, or why it is refused; nothing beyond the limit is read.</returns>
    public static async Task<(byte[] Body, Problem? Problem)> ReadAsync(HttpRequest request, long maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return ([], Problem.TooLarge(maxBytes));
        }

        try
        {
            return await ReadAllAsync(request, maxBytes) is { } body ? (body, null) : ([], Problem.TooLarge(maxBytes));
        }
        catch (Exception failure) when (BodyPace.ProblemOf(failure, request.HttpContext, maxBytes) is { } problem)
        {
            return ([], problem);
        }
    }

    private static async Task<byte[]?> ReadAllAsync(HttpRequest request, long maxBytes)
    {
        using var body = new MemoryStream();
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
