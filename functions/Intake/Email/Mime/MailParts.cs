using MimeKit;
using MimeKit.Tnef;
using Router.Requests;

namespace Router.Intake.Email.Mime;

/// <summary>The parts of a mail, sorted into words and attachments.</summary>
internal sealed class MailParts
{
    private const int MaxTypeLength = 100;
    private const int MaxUnwrapped = 4;
    private const int MaxTextsLooked = 20;

    private readonly List<TextSection> _sections = [];
    private readonly List<MimeEntity> _files = [];
    private int _unwrapped;
    private int _texts;

    private MailParts()
    {
    }

    /// <summary>The words in the order in which a mail program shows them.</summary>
    public IReadOnlyList<TextSection> Sections => _sections;

    /// <summary>The first mail within the mail; null for none.</summary>
    public MimeMessage? Forwarded => _files.OfType<MessagePart>().FirstOrDefault()?.Message;

    /// <summary>Files beyond those listed; they stay in the raw payload only.</summary>
    public int LeftOut => Math.Max(0, _files.Count - InboundRequest.MaxAttachments);

    public static MailParts Of(MimeMessage message)
    {
        var parts = new MailParts();
        if (message.Body is { } body)
        {
            parts.Visit(body, null);
            parts.TakeNamedText();
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
        return _files.Take(InboundRequest.MaxAttachments).Select((file, index) => (file, names.Next(FileNames.Clean(NameOf(file), index + 1))));
    }

    // The parser bounds depth and number.
    private void Visit(MimeEntity entity, TextSection? alternatives)
    {
        switch (entity)
        {
            case Multipart multipart when _unwrapped < MaxUnwrapped && UnboundedMultipart.Read(multipart) is { } bounded:
                _unwrapped++;
                Visit(bounded, alternatives);
                break;
            case Multipart multipart:
                VisitParts(multipart, alternatives);
                break;
            case TnefPart tnef when TnefContents.Read(tnef) is { Count: > 0 } contents:
                foreach (var content in contents)
                {
                    Sort(content, alternatives);
                }

                break;
            case MimePart part when _unwrapped < MaxUnwrapped && SignedContents.MayBe(part) && SignedContents.Read(part) is { } signed:
                _unwrapped++;
                Visit(signed, alternatives);
                break;
            default:
                Sort(entity, alternatives);
                break;
        }
    }

    private void VisitParts(Multipart multipart, TextSection? alternatives)
    {
        // What stands in alternatives is said once, however it is divided.
        var section = alternatives;
        if (section is null && multipart.ContentType.IsMimeType("multipart", "alternative"))
        {
            section = new TextSection();
            _sections.Add(section);
        }

        foreach (var child in multipart)
        {
            Visit(child, section);
        }

        if (section is not null && section != alternatives && section.IsEmpty)
        {
            _sections.Remove(section);
        }
    }

    private void Sort(MimeEntity entity, TextSection? alternatives)
    {
        if (TextForms.Of(entity) is not { } text)
        {
            _files.Add(entity);
            return;
        }

        var section = alternatives ?? new TextSection();
        if (alternatives is null)
        {
            _sections.Add(section);
        }

        section.Add(WithoutFiles(text));
    }

    private TextPart WithoutFiles(TextPart text)
    {
        if (text.IsHtml || _texts++ >= MaxTextsLooked)
        {
            return text;
        }

        var (words, files) = UuencodedFiles.Read(TextContent.Read(text, TextContent.MaxCharacters));
        _files.AddRange(files);
        return files.Count == 0 ? text : new TextPart("plain") { Text = words };
    }

    // A mail that has no words but in a text with a name: mail programs show it.
    private void TakeNamedText()
    {
        if (_sections.Count == 0 && _files.Find(file => TextForms.OfNamed(file) is not null) is { } file)
        {
            var section = new TextSection();
            section.Add(TextForms.OfNamed(file)!);
            _sections.Add(section);
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
