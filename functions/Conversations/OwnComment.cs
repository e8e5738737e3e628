using Router.Storage;

namespace Router.Conversations;

/// <summary>Tells our own comments, which another system's trigger sends back to us, from what others write.</summary>
internal static class OwnComment
{
    /// <summary>True where a text is one of the comments that we wrote for the request, whatever was done to its layout. A text that only quotes one is not ours.</summary>
    public static bool IsAmong(Partition partition, string text)
    {
        var words = WordsOf(text);
        return words.Length > 0 && partition.Mails.Any(mail => mail.Ticket is not null && WordsOf(mail.PlainText) == words);
    }

    private static string WordsOf(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
