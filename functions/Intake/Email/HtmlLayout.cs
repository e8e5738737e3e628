using System.Text;
using MimeKit.Text;

namespace Router.Intake.Email;

/// <summary>Writes the text of HTML tokens: lines, quotes, links; leaves out what a reader would not see.</summary>
internal sealed class HtmlLayout(bool dropHidden)
{
    private const int MaxCharacters = 500_000;
    private const int MaxQuoteDepth = 5;

    private readonly StringBuilder _text = new();
    private readonly HtmlHiding _hiding = new(dropHidden);
    private int _quoteDepth;
    private int _preDepth;
    private bool _lineIsEmpty = true;
    private bool _blankWanted;
    private string? _link;
    private int _linkStart;

    public bool IsFull => _text.Length > MaxCharacters;

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
                NewLine();
            }
            else if (char.IsWhiteSpace(c))
            {
                _blankWanted = true;
            }
            else
            {
                Write(c);
            }
        }
    }

    public void Tag(HtmlTagToken tag)
    {
        if (_hiding.Swallows(tag))
        {
            return;
        }

        switch (tag.Id)
        {
            case HtmlTagId.Br:
                NewLine();
                break;
            case HtmlTagId.HR:
                Rule();
                break;
            case HtmlTagId.BlockQuote:
                EndLine();
                _quoteDepth = Math.Clamp(_quoteDepth + (tag.IsEndTag ? -1 : 1), 0, MaxQuoteDepth);
                break;
            case HtmlTagId.Pre:
                EndLine();
                _preDepth = Math.Max(0, _preDepth + (tag.IsEndTag ? -1 : 1));
                break;
            case HtmlTagId.A:
                EndLink();
                StartLink(tag);
                break;
            case HtmlTagId.TD or HtmlTagId.TH:
                _blankWanted = true;
                break;
            case HtmlTagId.LI:
                EndLine();
                WriteAll(tag.IsEndTag ? "" : "- ");
                break;
            default:
                Block(tag.Id);
                break;
        }
    }

    public override string ToString()
    {
        EndLink();
        return _text.ToString().Trim();
    }

    private void Block(HtmlTagId id)
    {
        if (id is HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.Table or HtmlTagId.UL or HtmlTagId.OL)
        {
            EndLine();
            EnsureEmptyLine();
        }
        else if (id is HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.Section or HtmlTagId.Article or HtmlTagId.Header or HtmlTagId.Footer or HtmlTagId.Body or HtmlTagId.DL or HtmlTagId.DT or HtmlTagId.DD or HtmlTagId.Center or HtmlTagId.Address or HtmlTagId.FieldSet)
        {
            EndLine();
        }
    }

    // Outlook draws a rule above what it quotes; in plain text it writes this line.
    private void Rule()
    {
        EndLine();
        WriteAll("________________________________");
        EndLine();
    }

    private void StartLink(HtmlTagToken tag)
    {
        var address = tag.IsEndTag ? null : tag.Attributes.FirstOrDefault(attribute => attribute.Id == HtmlAttributeId.Href)?.Value?.Trim();
        if (address is not null && (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            _link = OutsideText.Line(address, 2_048);
            _linkStart = _text.Length;
        }
    }

    private void EndLink()
    {
        var link = _link;
        _link = null;
        if (link is null)
        {
            return;
        }

        var shown = _text.ToString(_linkStart, _text.Length - _linkStart).Trim();
        if (shown.Length > 0 && !link.Contains(shown, StringComparison.OrdinalIgnoreCase) && !shown.Contains(link, StringComparison.OrdinalIgnoreCase))
        {
            _blankWanted = false;
            WriteAll($" ({link})");
        }
    }

    private void WriteAll(string text)
    {
        foreach (var c in text)
        {
            Write(c);
        }
    }

    private void Write(char c)
    {
        if (_lineIsEmpty)
        {
            for (var i = 0; i < _quoteDepth; i++)
            {
                _text.Append("> ");
            }
        }
        else if (_blankWanted)
        {
            _text.Append(' ');
        }

        _blankWanted = false;
        _lineIsEmpty = false;
        _text.Append(c);
    }

    private void EndLine()
    {
        if (!_lineIsEmpty)
        {
            NewLine();
        }

        _blankWanted = false;
    }

    private void EnsureEmptyLine()
    {
        if (_text.Length > 1 && _text[^2] != '\n')
        {
            NewLine();
        }
    }

    private void NewLine()
    {
        _text.Append('\n');
        _lineIsEmpty = true;
        _blankWanted = false;
    }
}
