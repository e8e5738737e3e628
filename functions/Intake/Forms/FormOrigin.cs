namespace Router.Intake.Forms;

/// <summary>
/// The id of a post within what its sender sent. A sender's Idempotency-Key counts alone. A page can put a random value into the hidden field "_id" instead: the same page
/// with the same words is the same request (a double click), with other words a new one. With neither, the same words are the same request.
/// No clock is part of it, so that a repeat is recognised however late it comes.
/// </summary>
internal static class FormOrigin
{
    public const string KeyHeader = "Idempotency-Key";
    public const string PageField = "_id";
    private const int MaxKeyLength = 255;

    public static bool IsKey(string key) => key.Length is >= 1 and <= MaxKeyLength && key.All(c => c is > ' ' and <= '~');

    public static string Of(FormPost post, string? key)
    {
        if (key is not null)
        {
            return $"key:{key}";
        }

        var hash = ContentHash(post);
        return post.Value(PageField) is { } page && IsKey(page) ? $"page:{page}:{hash}" : $"body:{hash}";
    }

    /// <summary>
    /// Keys and words can be guessed; so what one sender sent is never what another one repeats, nor in its way. A sender is an address in a network, as neither is proof alone.
    /// </summary>
    /// <param name="network">Null where nobody knows it.</param>
    /// <param name="address">Empty where the form asks for none.</param>
    public static string OfSender(string originId, string? network, string address) => $"{originId}\nby:{OriginHash.Of(network ?? "", address.ToUpperInvariant())}";

    /// <summary>Does not depend on the encoding or the order of the fields.</summary>
    public static string ContentHash(FormPost post)
    {
        var parts = post.Fields.Where(field => field.Name != PageField)
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .SelectMany(field => new[] { field.Name, field.Value.ReplaceLineEndings("\n").Trim() })
            .Concat(post.Files.SelectMany(file => new[] { file.Attachment.Name, file.Hash }));
        return OriginHash.Of([.. parts]);
    }
}
