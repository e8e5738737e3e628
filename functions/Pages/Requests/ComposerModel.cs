using System.Security.Cryptography;
using Router.Replies;
using Router.Requests;
using Router.Storage;

namespace Router.Pages.Requests;

/// <summary>The forms in which a person writes a reply or a note, with what was typed before.</summary>
/// <param name="Seen">How many later mails the page shows: a reply to fewer than there are is not sent.</param>
/// <param name="Reply">What stands in the fields.</param>
internal sealed record ComposerModel(Request Request, int Seen, WrittenReply Reply)
{
    private const int KeyLength = 16;

    /// <summary>Of the form: posted twice, it sends once.</summary>
    public string Key { get; init; } = RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);

    public bool MayReply { get; init; }

    public bool IsTicket { get; init; }

    /// <summary>Why the reply was not sent; null where none was refused.</summary>
    public string? Fault { get; init; }

    /// <summary>What has come while the person wrote.</summary>
    public IReadOnlyList<FollowUp> Unseen { get; init; } = [];

    public string Note { get; init; } = "";

    public string? NoteFault { get; init; }

    /// <summary>Who gets the reply and has not been part of the conversation.</summary>
    public IReadOnlyList<string> NewPeople => NewAmong(Request, Reply.CopiedAddresses.Prepend(Reply.To.Trim()));

    public static IReadOnlyList<string> NewAmong(Request request, IEnumerable<string> addresses) =>
    [
        .. addresses.Where(address => address.Length > 0 && !address.Equals(request.Customer.Address, StringComparison.OrdinalIgnoreCase)
            && !request.Parties.Contains(address, StringComparer.OrdinalIgnoreCase)),
    ];

    /// <summary>The fields as they are to begin with.</summary>
    /// <param name="text">A template or what was taken back; empty for none.</param>
    public static ComposerModel For(Request request, Partition partition, string text)
    {
        var answered = Answered.Of(request, partition.FollowUps);
        return new(request, partition.LaterMails, new WrittenReply(answered.To, string.Join(", ", answered.Copied), ReplyWords.Personal(request).Subject, text));
    }

    public static bool IsKey(string text) => text.Length == KeyLength && text.All(char.IsAsciiHexDigitLower);
}
