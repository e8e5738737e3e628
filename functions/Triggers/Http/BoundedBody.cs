namespace Router.Triggers.Http;

internal static class BoundedBody
{
    private const int BufferBytes = 81_920;

    /// <summary>Null when the body is over the limit; nothing beyond the limit is read.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, long maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

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
