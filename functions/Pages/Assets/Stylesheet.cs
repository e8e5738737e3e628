using System.Security.Cryptography;

namespace Router.Pages.Assets;

/// <summary>The one stylesheet, from within the binary. Its address changes with its content, so browsers may keep it.</summary>
internal static class Stylesheet
{
    private static readonly byte[] Content = Read();

    public static string Path { get; } = $"/assets/router.css?v={Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 6))}";

    public static IResult Answer(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(Content, "text/css; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("router.css")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
