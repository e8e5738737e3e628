using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Router.GraphStandIn.Mails;

/// <summary>The mailbox's contents, with a count of changes that delta queries follow.</summary>
internal sealed class MailStore(TimeProvider time)
{
    public const string Inbox = "inbox";
    public const string Drafts = "drafts";
    public const string SentItems = "sentitems";
    public const string DeletedItems = "deleteditems";

    private readonly Lock gate = new();
    private readonly List<StoredMail> mails = [];
    private readonly List<(long Change, string Folder, StoredMail Mail)> removals = [];
    private long changes;

    /// <summary>A mail has come into a folder.</summary>
    public event Action<StoredMail>? Arrived;

    /// <summary>A mail has left the mailbox.</summary>
    public event Action<StoredMail>? Departed;

    public IReadOnlyList<StoredMail> All
    {
        get
        {
            lock (gate)
            {
                return [.. mails];
            }
        }
    }

    /// <param name="isAnnounced">False for mail that was there before anybody listened.</param>
    public StoredMail Add(byte[] mime, string folder = Inbox, bool isDraft = false, string? immutableId = null, bool isAnnounced = true)
    {
        var head = MimeMessage.Load(new MemoryStream(mime));
        StoredMail mail;
        lock (gate)
        {
            mail = new StoredMail(immutableId ?? NewId(), mime, head, ConversationOf(head), time.GetUtcNow()) { Folder = folder, IsDraft = isDraft, Change = ++changes };
            mails.Add(mail);
        }

        if (isAnnounced)
        {
            Arrived?.Invoke(mail);
        }

        return mail;
    }

    public StoredMail? Find(string id)
    {
        lock (gate)
        {
            return mails.Find(mail => mail.ImmutableId == id || mail.IdFor(immutable: false) == id);
        }
    }

    public IReadOnlyList<StoredMail> FindByMessageId(string messageId)
    {
        lock (gate)
        {
            return [.. mails.Where(mail => mail.MessageId == messageId)];
        }
    }

    public void Move(StoredMail mail, string folder)
    {
        lock (gate)
        {
            removals.Add((++changes, mail.Folder, mail));
            mail.Folder = folder;
            mail.Moves++;
            mail.Change = ++changes;
        }
    }

    public void Delete(StoredMail mail)
    {
        lock (gate)
        {
            removals.Add((++changes, mail.Folder, mail));
            mails.Remove(mail);
        }
    }

    /// <returns>False where it is no draft, or was told before.</returns>
    public bool TryTellToLeave(StoredMail mail)
    {
        lock (gate)
        {
            if (!mail.IsDraft)
            {
                return false;
            }

            mail.IsLeaving = true;
            return true;
        }
    }

    /// <summary>The draft becomes a sent mail under the same immutable id.</summary>
    public void Leave(StoredMail mail)
    {
        lock (gate)
        {
            if (!mail.IsDraft)
            {
                return;
            }

            mail.IsDraft = false;
            Move(mail, SentItems);
        }

        Departed?.Invoke(mail);
    }

    /// <summary>What changed in a folder after a change, in that order, and the number to go on from.</summary>
    public (IReadOnlyList<(long Change, StoredMail Mail, bool IsRemoved)> Rows, long Last) ChangesSince(string folder, long change)
    {
        lock (gate)
        {
            var removed = removals.Where(removal => removal.Folder == folder && removal.Change > change && removal.Mail.Folder != folder).Select(removal => (removal.Change, removal.Mail, IsRemoved: true));
            var present = mails.Where(mail => mail.Folder == folder && mail.Change > change).Select(mail => (mail.Change, Mail: mail, IsRemoved: false));
            return ([.. removed.Concat(present).OrderBy(row => row.Change)], changes);
        }
    }

    private static string NewId() => "AAkALg" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)).Replace('/', '_').Replace('+', '-');

    // The mail that it answers gives the conversation, as long as the subject stays.
    private string ConversationOf(MimeMessage head)
    {
        var answered = head.References.Append(head.InReplyTo).OfType<string>().Select(id => $"<{id}>").ToHashSet(StringComparer.Ordinal);
        var parent = mails.FindLast(mail => mail.MessageId is { } id && answered.Contains(id) && TopicOf(mail.Head) == TopicOf(head));
        return parent?.ConversationId ?? "AAQk" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(head.MessageId ?? NewId())));
    }

    private static string TopicOf(MimeMessage head)
    {
        var subject = head.Subject ?? "";
        while (subject.Length > 3 && subject[..3].ToUpperInvariant() is "RE:" or "FW:" or "AW:" or "WG:")
        {
            subject = subject[3..].TrimStart();
        }

        return subject;
    }
}
