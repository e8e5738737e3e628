namespace Router.Requests;

/// <summary>What a mail says of its place in a conversation; outside text.</summary>
/// <param name="MessageId">Without angle brackets; null where it has none.</param>
/// <param name="References">The mails that it goes back to, oldest first.</param>
/// <param name="Copied">Who else it was written to, our own mailboxes left out.</param>
internal sealed record MailHead(string? MessageId, IReadOnlyList<string> References, IReadOnlyList<string> Copied)
{
    // All of it stands in one table row, beside much else.
    private const int MaxReferencesLength = 2_000;
    private const int MaxCopiedLength = 2_000;

    /// <summary>The same within the limits: the latest references, the first in copy.</summary>
    public static MailHead Bounded(string? messageId, IEnumerable<string> references, IEnumerable<string> copied) =>
        new(messageId, [.. Within(references.Reverse(), MaxReferencesLength).Reverse()], [.. Within(copied.Distinct(StringComparer.OrdinalIgnoreCase), MaxCopiedLength)]);

    private static IEnumerable<string> Within(IEnumerable<string> texts, int length)
    {
        foreach (var text in texts)
        {
            length -= text.Length;
            if (length < 0)
            {
                yield break;
            }

            yield return text;
        }
    }
}
