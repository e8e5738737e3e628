using MimeKit;
using MimeKit.Tnef;
using Router.Requests;

namespace Router.Intake.Email.Mime;

/// <summary>The parts of a mail, sorted into words and attachments.</summary>
internal sealed class MailParts
{
    private const int MaxAttachments = 100;
    private const int MaxTypeLength = 100;

    private readonly List<TextPart> _texts = [];
    private readonly List<MimeEntity> _files = [];

    private MailParts()
    {
    }

    public IReadOnlyList<TextPart> Texts => _texts;

    /// <summary>The first mail within the mail; null for none.</summary>
    public MimeMessage? Forwarded => _files.OfType<MessagePart>().FirstOrDefault()?.Message;

    /// <summary>Files beyond those listed; they stay in the raw payload only.</summary>
    public int LeftOut => Math.Max(0, _files.Count - MaxAttachments);

    public static MailParts Of(MimeMessage message)
    {
        var parts = new MailParts();
        if (message.Body is { } body)
        {
            parts.Visit(body);
        }

        return parts;
    }

    public IReadOnlyList<Attachment> Attachments() => [.. Named().Select(file => Describe(file.Entity, file.Name))];

    /// <summary>The files with their bytes, each decoded when it is asked for.</summary>
    public IEnumerable<MailFile> Files() => Named().Select(file =>
    {
        using var content = new MemoryStream();
        Write(file.Entity, content);
        return new MailFile(Describe(file.Entity, file.Name), file.Entity.ContentId is { Length: > 0 } id ? OutsideText.Line(id, MaxTypeLength) : null, content.ToArray());
    });

    private IEnumerable<(MimeEntity Entity, string Name)> Named()
    {
        var names = new DistinctNames();
        return _files.Take(MaxAttachments).Select((file, index) => (file, names.Next(FileNames.Clean(NameOf(file), index + 1))));
    }

    // The parser bounds depth and number.
    private void Visit(MimeEntity entity)
    {
        switch (entity)
        {
            case Multipart multipart:
                foreach (var child in multipart)
                {
                    Visit(child);
                }

                break;
            case TnefPart tnef when TnefContents.Read(tnef) is { Count: > 0 } contents:
                foreach (var content in contents)
                {
                    Sort(content);
                }

                break;
            default:
                Sort(entity);
                break;
        }
    }

    private void Sort(MimeEntity entity)
    {
        if (entity is TextPart { IsAttachment: false } text && (text.IsPlain || text.IsHtml) && string.IsNullOrEmpty(text.FileName))
        {
            _texts.Add(text);
        }
        else
        {
            _files.Add(entity);
        }
    }

    private static string? NameOf(MimeEntity file) => file switch
    {
        MimePart part => part.FileName,
        MessagePart { Message.Subject: { Length: > 0 } subject } => $"{subject.Replace('/', ' ').Replace('\\', ' ').Replace(':', ' ')}.eml",
        _ => null,
    };

    private static Attachment Describe(MimeEntity file, string name) =>
        new(name, OutsideText.Line(file.ContentType.MimeType, MaxTypeLength), Length(file));

    private static long Length(MimeEntity file)
    {
        using var counter = new MimeKit.IO.MeasuringStream();
        Write(file, counter);
        return counter.Length;
    }

    private static void Write(MimeEntity file, Stream target)
    {
        if (file is MimePart { Content: { } content })
        {
            content.DecodeTo(target);
        }
        else if (file is MessagePart { Message: { } message })
        {
            message.WriteTo(target);
        }
    }
}
