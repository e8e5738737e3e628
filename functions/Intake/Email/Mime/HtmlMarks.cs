using MimeKit.Text;
using Router.Intake.Email.Quotes;

namespace Router.Intake.Email.Mime;

/// <summary>Knows whether the reader is inside an element that a mail program marks as quote or signature.</summary>
internal sealed class HtmlMarks
{
    private const int MaxOpen = 16;
    private const int MaxAttributes = 50;
    private const int MaxValueLength = 2_048;

    // Outlook and Exchange; mobile Outlook; Outlook for Mac; Zimbra; Hotmail.
    private static readonly string[] CutIds = ["divRplyFwdMsg", "mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION", "zwchr", "stopSpelling"];

    // Gmail; Thunderbird; Yahoo; Proton; Zoho. The container gmail_quote is not among them: answers between the quotes stand in it.
    private static readonly string[] QuoteClasses = ["gmail_attr", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "zmail_extra"];
    private static readonly string[] SignatureIds = ["Signature", "AppleMailSignature", "ms-outlook-mobile-signature", "ymail_android_signature", "composer_signature"];
    private static readonly string[] SignatureClasses = ["gmail_signature", "gmail_signature_prefix", "moz-signature", "protonmail_signature_block", "ms-outlook-mobile-signature"];

    private readonly Stack<Frame> _open = new();

    /// <summary>The mark of lines that begin now; none where it is zero.</summary>
    public char Current => _open.TryPeek(out var frame) ? frame.Mark : '\0';

    /// <returns>What stands in a line of its own at this tag, as the mail answered begins there, or may begin; zero for nothing.</returns>
    public char Track(HtmlTagToken tag)
    {
        if (tag.IsEndTag)
        {
            Close(tag.Name);
            return '\0';
        }

        var mark = Of(tag);
        var isOfALine = mark is TextMarks.Cut or TextMarks.Line;
        if (!tag.IsEmptyElement)
        {
            Open(tag.Name, isOfALine ? '\0' : mark);
        }

        return isOfALine && Current == '\0' ? mark : '\0';
    }

    /// <summary>Whether a mail program says that a block quotes; without a word of that it can be an indent.</summary>
    public static bool IsCited(HtmlTagToken quote) => quote.Attributes.Take(MaxAttributes).Any(attribute => attribute.Name.ToLowerInvariant() switch
    {
        "type" => attribute.Value?.Equals("cite", StringComparison.OrdinalIgnoreCase) == true,
        "cite" => true,
        "class" or "id" => attribute.Value is { } value && (value.Contains("quote", StringComparison.OrdinalIgnoreCase) || value.Contains("cite", StringComparison.OrdinalIgnoreCase)),
        _ => false,
    });

    private void Open(string name, char mark)
    {
        // A signature in a quote is a part of the quote.
        if (mark != '\0' && Current == '\0' && _open.Count < MaxOpen)
        {
            _open.Push(new Frame(name, mark, 1));
        }
        else if (_open.TryPeek(out var frame) && frame.Is(name))
        {
            _open.Pop();
            _open.Push(frame with { Depth = frame.Depth + 1 });
        }
    }

    private void Close(string name)
    {
        if (_open.TryPeek(out var frame) && frame.Is(name))
        {
            _open.Pop();
            if (frame.Depth > 1)
            {
                _open.Push(frame with { Depth = frame.Depth - 1 });
            }
        }
    }

    private static char Of(HtmlTagToken tag)
    {
        foreach (var attribute in tag.Attributes.Take(MaxAttributes))
        {
            var value = OutsideText.Cut(attribute.Value ?? "", MaxValueLength);
            var mark = attribute.Id switch
            {
                HtmlAttributeId.Id => OfId(value),
                HtmlAttributeId.Class => OfClass(value.Split(' ', '\t', '\n')),
                HtmlAttributeId.Style when tag.Id == HtmlTagId.Div && IsOutlooksRule(value) => TextMarks.Line,
                // GMX and web.de.
                HtmlAttributeId.Name when value == "quote" => TextMarks.Quoted,
                // Windows Mail.
                _ when attribute.Name.Equals("data-signatureblock", StringComparison.OrdinalIgnoreCase) => TextMarks.Signature,
                _ => '\0',
            };
            if (mark != '\0')
            {
                return mark;
            }
        }

        return '\0';
    }

    private static char OfId(string id) =>
        CutIds.Contains(id, StringComparer.OrdinalIgnoreCase) ? TextMarks.Cut
        : SignatureIds.Contains(id, StringComparer.OrdinalIgnoreCase) ? TextMarks.Signature
        : '\0';

    private static char OfClass(string[] classes) =>
        classes.Contains("ms-outlook-mobile-reference-message", StringComparer.OrdinalIgnoreCase) ? TextMarks.Cut
        : classes.Any(one => QuoteClasses.Contains(one, StringComparer.OrdinalIgnoreCase)) ? TextMarks.Quoted
        : classes.Any(one => SignatureClasses.Contains(one, StringComparer.OrdinalIgnoreCase)) ? TextMarks.Signature
        : '\0';

    // Outlook for Windows says it by the rule above the header only: light grey since 2013, blue before; Windows Mail in its own words. Word draws boxes so too.
    private static bool IsOutlooksRule(string style)
    {
        var packed = string.Concat(style.Where(c => !char.IsWhiteSpace(c)));
        return packed.Contains("border-top:solid#E1E1E11.0pt", StringComparison.OrdinalIgnoreCase)
            || packed.Contains("border-top:solid#B5C4DF1.0pt", StringComparison.OrdinalIgnoreCase)
            || packed.Contains("border-top-color:rgb(229,229,229);border-top-width:1px;border-top-style:solid", StringComparison.OrdinalIgnoreCase);
    }

    private readonly record struct Frame(string Name, char Mark, int Depth)
    {
        public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
