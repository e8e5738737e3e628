using System.Security.Cryptography;

namespace Router.Pages.Assets;

/// <summary>A file of our pages, from within the binary. Its address changes with its content, so browsers may keep it.</summary>
internal sealed class Asset
{
    private readonly string type;
    private readonly byte[] content;

    private Asset(string name, string type)
    {
        this.type = type;
        content = Read(name);
        Path = $"/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6))}";
    }

    public static Asset Stylesheet { get; } = new("router.css", "text/css; charset=utf-8");

    /// <summary>The only script; a form does without it what it does with it.</summary>
    public static Asset FormScript { get; } = new("form.js", "text/javascript; charset=utf-8");

    public string Path { get; }

    public IResult Answer(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(content, type);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
