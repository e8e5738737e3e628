using MimeKit.Text;
using Router.Intake.Email.Quotes;

namespace Router.Intake.Email.Mime;

/// <summary>Lays out the text of HTML tokens: lines, quotes, links; leaves out what a reader would not see.</summary>
internal sealed class HtmlLayout(bool dropHidden)
{
    private const int MaxLinkLength = 2_048;
    private const int MaxQuotes = 64;

    private readonly TextSheet _sheet = new();
    private readonly HtmlHiding _hiding = new(dropHidden);
    private readonly HtmlMarks _marks = new();
    private readonly Stack<bool> _quotes = new();
    private int _preDepth;
    private string? _link;
    private int _linkStart;

    public bool IsFull => _sheet.Length > TextContent.MaxCharacters;

    public void Words(string words)
    {
        if (_hiding.IsHidden)
        {
            return;
        }

        foreach (var c in words)
        {
            if (_preDepth > 0 && c == '\n')
            {
                _sheet.NewLine();
            }
            else if (char.IsWhiteSpace(c))
            {
                _sheet.WantBlank();
            }
            else if (!char.IsControl(c))
            {
                _sheet.Write(c);
            }
        }
    }

    public void Tag(HtmlTagToken tag)
    {
        if (_hiding.Swallows(tag))
        {
            return;
        }

        Mark(tag);
        var depth = tag.IsEndTag ? -1 : 1;
        switch (tag.Id)
        {
            case HtmlTagId.Br:
                _sheet.NewLine();
                break;
            case HtmlTagId.HR:
                Rule();
                break;
            case HtmlTagId.BlockQuote:
                Quote(tag);
                break;
            case HtmlTagId.Pre:
                _sheet.EndLine();
                _preDepth = Math.Max(0, _preDepth + depth);
                break;
            case HtmlTagId.A:
                EndLink();
                StartLink(tag);
                break;
            case HtmlTagId.TD or HtmlTagId.TH:
                _sheet.WantBlank();
                break;
            case HtmlTagId.LI:
                _sheet.EndLine();
                _sheet.Write(tag.IsEndTag ? "" : "- ");
                break;
            default:
                Block(tag.Id);
                break;
        }
    }

    public override string ToString()
    {
        EndLink();
        return _sheet.ToString();
    }

    private void Mark(HtmlTagToken tag)
    {
        var line = _marks.Track(tag);
        if (line != '\0' && _sheet.QuoteDepth == 0)
        {
            _sheet.EndLine();
            _sheet.Write(line);
            _sheet.EndLine();
        }

        if (_sheet.LineMark != _marks.Current)
        {
            _sheet.EndLine();
            _sheet.LineMark = _marks.Current;
        }
    }

    // Writers use the same element to set a paragraph apart.
    private void Quote(HtmlTagToken tag)
    {
        if (!tag.IsEndTag)
        {
            var last = _sheet.LastLine();
            var isQuote = _sheet.QuoteDepth > 0 || _marks.Current == TextMarks.Quoted || HtmlMarks.IsCited(tag) || last.StartsWith(TextMarks.Quoted) || QuoteMarks.IsAttribution(last);
            if (_quotes.Count < MaxQuotes)
            {
                _quotes.Push(isQuote);
            }

            Change(isQuote, 1);
        }
        else if (_quotes.TryPop(out var wasQuote))
        {
            Change(wasQuote, -1);
        }

        void Change(bool isQuote, int depth)
        {
            if (isQuote)
            {
                _sheet.Quote(depth);
            }
            else
            {
                _sheet.EndParagraph();
            }
        }
    }

    private void Block(HtmlTagId id)
    {
        if (id is HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.Table or HtmlTagId.UL or HtmlTagId.OL)
        {
            _sheet.EndParagraph();
        }
        else if (id is HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.Section or HtmlTagId.Article or HtmlTagId.Header or HtmlTagId.Footer or HtmlTagId.Body or HtmlTagId.DL or HtmlTagId.DT or HtmlTagId.DD or HtmlTagId.Center or HtmlTagId.Address or HtmlTagId.FieldSet)
        {
            _sheet.EndLine();
        }
    }

    // Outlook draws a rule above what it quotes; in plain text it writes this line.
    private void Rule()
    {
        _sheet.EndLine();
        _sheet.Write("________________________________");
        _sheet.EndLine();
    }

    private void StartLink(HtmlTagToken tag)
    {
        var address = tag.IsEndTag ? null : tag.Attributes.FirstOrDefault(attribute => attribute.Id == HtmlAttributeId.Href)?.Value?.Trim();
        if (address is not null && (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            _link = OutsideText.Line(address, MaxLinkLength);
            _linkStart = _sheet.Length;
        }
    }

    // A link whose text already shows the address is not written twice.
    private void EndLink()
    {
        var link = _link;
        _link = null;
        if (link is null)
        {
            return;
        }

        var shown = _sheet.Since(_linkStart).Trim();
        if (shown.Length > 0 && !link.Contains(shown, StringComparison.OrdinalIgnoreCase) && !shown.Contains(link, StringComparison.OrdinalIgnoreCase))
        {
            _sheet.DropBlank();
            _sheet.Write($" ({link})");
        }
    }
}
